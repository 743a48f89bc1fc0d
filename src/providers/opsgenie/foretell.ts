import type { Reference, Value } from '../../graph/types.ts';
import { defaultSemantics } from '../../oncall/build/semantics.ts';
import type { Instant, Rotation, TurnLength } from '../../oncall/model.ts';
import { movedTurn } from '../../oncall/schedule/keeping-start.ts';
import { zoneOf } from '../../definitions/values/zone-clock.ts';
import type { ForetoldChange } from '../provider.ts';
import { rotationType } from './resource-types.ts';

type Inputs = { readonly [key: string]: Value };

const units: Readonly<Record<string, TurnLength['unit']>> = { hourly: 'hour', daily: 'day', weekly: 'week' };

/** What a change means for whoever is on call as it is applied: a rotation whose turns are dealt anew. */
export function foretell({ type, title, before, after, inputsOf }: ForetoldChange, now: Date): string | undefined {
  if (type !== rotationType) return undefined;
  const schedule = inputsOf((after['scheduleId'] as Reference).$ref);
  const zone = schedule?.['timezone'];
  if (typeof zone !== 'string') return undefined;
  const moved = movedTurn(rotationOf(before), rotationOf(after), zone, now.getTime(), defaultSemantics);
  if (!moved) return undefined;
  const who = (person: string | null | undefined): string => person ?? 'nobody';
  const sentence = `${title}: ${who(moved.after)} has the present turn instead of ${who(moved.before)}, until ${local(moved.until, zone)}.`;
  if (moved.start === undefined) return sentence;
  return `${sentence} To leave it to ${who(moved.before)} and go on in the new order, write "start: ${local(moved.start, zone)}".`;
}

/** The turns of a rotation, without its windows. */
function rotationOf(inputs: Inputs): Rotation {
  const participants = inputs['participants'] as readonly { readonly id?: Reference }[];
  const end = Date.parse(String(inputs['endDate']));
  return {
    id: String(inputs['name']),
    participants: participants.map(({ id }) => (id ? (id.$ref.split('/').at(-1) ?? null) : null)),
    turn: { unit: units[String(inputs['type'])] ?? 'week', length: Number(inputs['length']) },
    start: Date.parse(String(inputs['startDate'])),
    ...(Number.isNaN(end) ? {} : { end }),
    path: [],
  };
}

/** As a definition writes it: `2026-11-30T18:00`. */
function local(at: Instant, zone: string): string {
  const { year, month, day, hour, minute } = zoneOf(zone).toLocal(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
