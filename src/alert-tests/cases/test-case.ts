import type { Document } from '../../definitions/types.ts';
import type { Path } from '../../definitions/source/node.ts';
import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import type { GroupValues, State } from '../model.ts';

/** What must become of a page. */
export interface ExpectedReach {
  /** People, `squad:id`, `channel:name`; empty for nobody. */
  readonly who: readonly string[];
  readonly within?: Seconds;
  readonly by?: string;
  /** After the squad's policies. */
  readonly priority?: string;
  readonly title?: string;
}

/** One expectation as it is written, times in seconds since the start. */
export interface Expectation {
  readonly at?: Seconds;
  readonly by?: Seconds;
  readonly from?: Seconds;
  readonly to?: Seconds;
  readonly state?: State;
  readonly group: GroupValues;
  readonly priority?: string;
  readonly notifies?: readonly string[];
  readonly title?: string;
  readonly message?: string;
  readonly runbook?: 'present' | 'absent';
  readonly recovery?: boolean;
  readonly reached?: ExpectedReach;
  /** Where it stands in the document. */
  readonly path: Path;
}

/** One case of an AlertTest. */
export interface TestCase {
  readonly name: string;
  /** As written: read by `readInput`. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly expect: readonly Expectation[];
  readonly never: readonly State[];
  readonly notifications?: { readonly min?: number; readonly max?: number };
  readonly path: Path;
}

/** An AlertTest document. */
export interface AlertTest {
  readonly document: Document;
  readonly application: string;
  readonly alert: string;
  readonly environment?: string;
  /** Seconds since 1970. */
  readonly start: number;
  readonly step: Seconds;
  readonly cases: readonly TestCase[];
  /** The template whose alert it tests, and the id of the alert there. */
  readonly template?: { readonly id: string; readonly alert: string };
  /** Why it cannot be run on this alert. */
  readonly problem?: string;
}

type Data = Readonly<Record<string, unknown>>;

/** Reads a document that has passed its schema, and names an alert. */
export function readAlertTest(document: Document): AlertTest {
  const { data } = document;
  const [application = '', alert = ''] = String(data['alert']).split('/');
  const clock = data['clock'] as Data;
  const environment = data['environment'];
  return {
    document,
    application,
    alert,
    ...(typeof environment === 'string' ? { environment } : {}),
    start: Math.floor(Date.parse(zoned(String(clock['start']))) / 1000),
    step: parseDuration(clock['step']) ?? 60,
    cases: (data['cases'] as Data[]).map((one, index) => readCase(one, ['cases', index])),
  };
}

/** An instant without an offset is in UTC: nothing here depends on the machine's zone. */
function zoned(instant: string): string {
  return /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(instant) ? instant : `${instant}Z`;
}

function readCase(data: Data, path: Path): TestCase {
  const notifications = data['notifications'] as TestCase['notifications'];
  const expect = (data['expect'] as Data[] | undefined) ?? [];
  return {
    name: String(data['name']),
    input: (data['input'] as Data | undefined) ?? {},
    expect: expect.map((one, index) => readExpectation(one, [...path, 'expect', index])),
    never: (data['never'] as State[] | undefined) ?? [],
    ...(notifications ? { notifications } : {}),
    path,
  };
}

function readExpectation(data: Data, path: Path): Expectation {
  const times = (['at', 'by', 'from', 'to'] as const).flatMap((key) => {
    const seconds = parseDuration(data[key]);
    return seconds === undefined ? [] : [[key, seconds] as const];
  });
  const kept = ['state', 'priority', 'title', 'message', 'runbook', 'recovery'].flatMap((key) =>
    data[key] === undefined ? [] : [[key, data[key]] as const],
  );
  const notifies = data['notifies'];
  return {
    ...Object.fromEntries([...times, ...kept]),
    ...(notifies === undefined ? {} : { notifies: targetNames(notifies) }),
    ...(data['reached'] === undefined ? {} : { reached: readReach(data['reached'] as Data) }),
    group: groupOf(data['group']),
    path,
  };
}

function readReach(data: Data): ExpectedReach {
  const within = parseDuration(data['within']);
  const kept = ['by', 'priority', 'title'].flatMap((key) =>
    data[key] === undefined ? [] : [[key, data[key]] as const],
  );
  const who = data['who'] === 'none' ? [] : targetNames(data['who']);
  return { ...Object.fromEntries(kept), ...(within === undefined ? {} : { within }), who };
}

/** `on-call` and `channel:name`; `{ channel: name }` is the same as in a definition. */
function targetNames(written: unknown): string[] {
  return (Array.isArray(written) ? written : [written]).map((one: unknown) => {
    if (typeof one !== 'object' || one === null) return String(one);
    const [[kind, name] = ['', '']] = Object.entries(one);
    return `${kind}:${String(name)}`;
  });
}

/** Group values as texts, whatever YAML made of them. */
export function groupOf(written: unknown): GroupValues {
  return Object.fromEntries(Object.entries((written ?? {}) as Data).map(([alias, value]) => [alias, String(value)]));
}
