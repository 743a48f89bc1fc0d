import type { Instant, OnCallSemantics, Rotation, Span } from '../model.ts';
import { hoursIn } from '../time/hours.ts';
import { wallDay } from '../time/local-day.ts';
import { intersection, overlaps, subtraction } from '../time/spans.ts';
import { turnsIn } from './turns.ts';

/** One person's unbroken time in a rotation. */
export interface Stretch extends Span {
  readonly person: string;
}

/** What decides a rotation's stretches besides its participants. */
export interface Frame {
  readonly zone: string;
  readonly semantics: OnCallSemantics;
  /** What overrides take out: sorted, disjoint. */
  readonly cuts: readonly Span[];
}

const week = 7 * wallDay;
const turnLengths = { hour: wallDay / 24, day: wallDay, week } as const;
/** February 29th, the rarest holiday, comes back after eight years at the latest. */
const rarest = 9 * 366 * wallDay;

/**
 * The stretches of a rotation that share time with a range, whole: neither cut at the range's ends nor where a turn follows on one of
 * the same person. One without end has `until` Infinity.
 */
export function stretchesIn(rotation: Rotation, range: Span, frame: Frame): Stretch[] {
  const horizon = horizonOf(rotation, range, frame);
  let window = range;
  for (let pad = Math.max(turnLengths[rotation.turn.unit] * rotation.turn.length, wallDay) + wallDay; ; pad *= 4) {
    window = { from: range.from - pad, until: Math.min(range.until + pad, horizon) };
    const found = piecesIn(rotation, window, frame).filter((piece) => overlaps(piece, range));
    const openBack = found.some(({ from }) => from === window.from && from > rotation.start);
    const openAhead = found.some(({ until }) => until === window.until && until < (rotation.end ?? Infinity));
    if (!openBack && (!openAhead || window.until === horizon)) return found.map((piece) => endless(piece, horizon));
  }
}

/** When everything that happens once is over, and everything that comes back has come back: a duty that lasts until then never ends. */
function horizonOf({ start, end = start, turn, participants, hours }: Rotation, range: Span, { cuts }: Frame): Instant {
  const once = [start, end, range.until, cuts.at(-1)?.until ?? start];
  for (const day of hours?.holidays.days.keys() ?? []) once.push(Date.parse(`${day}T00:00:00Z`) + week);
  return Math.max(...once) + rarest + participants.length * turn.length * turnLengths[turn.unit];
}

function endless(piece: Stretch, horizon: Instant): Stretch {
  return piece.until === horizon ? { ...piece, until: Infinity } : piece;
}

/** Stretches cut at the window's ends. */
function piecesIn(rotation: Rotation, window: Span, { zone, semantics, cuts }: Frame): Stretch[] {
  const open = subtraction(rotation.hours ? hoursIn(rotation.hours, zone, window) : [window], cuts);
  return linesOf(rotation, window, zone, semantics).flatMap(({ person, ...line }) =>
    intersection([line], open).map((span) => ({ ...span, person })),
  );
}

/** Turns, those that follow on one of the same person joined to it; gaps on purpose left out. */
function linesOf(rotation: Rotation, window: Span, zone: string, semantics: OnCallSemantics): Stretch[] {
  const { participants, start, end = Infinity } = rotation;
  if (new Set(participants).size === 1) return asLine(participants[0], { from: start, until: end });
  const lines: { from: number; until: number; person: string }[] = [];
  for (const { index, from, until } of turnsIn(rotation, zone, window, semantics)) {
    const person = participants[index % participants.length];
    const last = lines.at(-1);
    if (last && last.until === from && last.person === person) last.until = until;
    else lines.push(...asLine(person, { from, until }));
  }
  return lines;
}

function asLine(person: string | null | undefined, span: Span): Stretch[] {
  return typeof person === 'string' ? [{ ...span, person }] : [];
}
