import type { Finding } from '../../findings/finding.ts';
import { problemAt, type ProblemDetails } from '../../definitions/problem.ts';
import { nearestNode, type Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { wallOf, zoneOf, type LocalTime } from '../../definitions/values/zone-clock.ts';
import type { Hours, Instant } from '../model.ts';

/** Reads a file that a definition in `from` names. */
export type ReadText = (
  from: string,
  path: string,
) => { readonly text: string; readonly path: string } | { readonly reason: string };

/** Plain data below a field of a document. */
export type Fields = Readonly<Record<string, unknown>>;

/** One document on its way into the model: what it says, and what is wrong with it. */
export class BuildContext {
  readonly document: Document;
  readonly subject: string;
  /** The project's named hours. */
  readonly hours: ReadonlyMap<string, Hours>;
  readonly readText: ReadText;
  readonly findings: Finding[];

  constructor(document: Document, hours: ReadonlyMap<string, Hours>, readText: ReadText, findings: Finding[]) {
    this.document = document;
    this.subject = `${document.kind.toLowerCase()} ${document.id}`;
    this.hours = hours;
    this.readText = readText;
    this.findings = findings;
  }

  /** Reports a problem at a path of the document. */
  report(rule: string, path: Path, message: string, details: ProblemDetails = {}): void {
    const place = nearestNode(this.document.root, path);
    this.findings.push(problemAt(rule, place, message, { subject: this.subject, ...details }));
  }

  /**
   * A written date and time as an instant: with an offset as it is, without one as the zone's clock shows it. A time that the clock
   * skips or shows twice is a finding, and counts as moved forward or as the first.
   */
  instant(written: unknown, zone: string, path: Path): Instant {
    const text = String(written);
    if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return Date.parse(text);
    const local = localTime(text);
    const { instant, shown } = zoneOf(zone).resolveWall(wallOf(local));
    if (shown !== 'once') {
      const offsets = [
        ...new Set([instant - 7_200_000, instant, instant + 7_200_000].map((at) => offsetText(zone, at))),
      ];
      this.report(
        shown === 'never' ? 'oncall/time-never' : 'oncall/time-twice',
        path,
        `In ${zone} the clock ${shown === 'never' ? 'never shows' : 'shows twice'} ${text.replace('T', ' ')}: it is changed that night.`,
        { help: `Write the offset as well: ${offsets.map((offset) => `${text}${offset}`).join(' or ')}.` },
      );
    }
    return instant;
  }
}

function localTime(text: string): LocalTime {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text) ?? [];
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
  };
}

/** The offset of a zone at an instant as ISO 8601 writes it: `+02:00`. */
export function offsetText(zone: string, at: Instant): string {
  const minutes = Math.round(zoneOf(zone).offsetAt(at) / 60_000);
  const absolute = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** The entries of a mapping field, in the file's order. */
export function entriesOf(value: unknown): [string, Fields][] {
  return Object.entries((value ?? {}) as Record<string, Fields>);
}

/** A list field; nothing when it is absent. */
export function listOf<T = unknown>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

/** Texts of a mapping whose values may be numbers and flags. */
export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries((value ?? {}) as Fields).map(([key, one]) => [key, String(one)]));
}

/** `{ key: value }` unless the value is undefined. */
export function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
