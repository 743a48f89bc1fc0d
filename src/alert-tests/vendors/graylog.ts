import type { Comparison } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import { breaches } from '../datadog/thresholds.ts';
import { groupKey } from '../groups.ts';
import {
  Refusal,
  type Clock,
  type Evaluation,
  type GroupValues,
  type LogRecord,
  type Notes,
  type Subject,
  type Track,
} from '../model.ts';
import type { Telling } from '../notices.ts';
import { aggregate } from '../search/aggregate.ts';
import { declaredFields, matches, valueOf } from '../search/matches.ts';
import { RecordWindow } from '../search/record-window.ts';
import { parseSearch } from '../search/search-query.ts';

/** A compiled event definition, as far as its evaluation depends on it. Times in seconds. */
export interface GraylogSearch {
  readonly query: string;
  readonly window: Seconds;
  readonly every: Seconds;
  /** Absent where each message is an event. */
  readonly threshold?: { readonly compute: string; readonly is: Comparison; readonly value: number };
  /** How long an event of the same key is told once; 0 for never. */
  readonly grace: Seconds;
}

const comparisons: Readonly<Record<string, Comparison>> = {
  '>': 'above',
  '>=': 'at-least',
  '<': 'below',
  '<=': 'at-most',
};

/** Reads the compiled definition, so that what is imitated is what is applied. @throws Refusal when there is none */
export function readGraylogSearch({ monitors }: Pick<Subject, 'monitors'>): GraylogSearch {
  const main = monitors.get('');
  if (!main) throw new Refusal('the alert was not compiled', 'alert', ['source']);
  const [series] = (main['series'] ?? []) as readonly { readonly id: string }[];
  const { expr, right } = (main['condition'] ?? {}) as {
    readonly expr?: string;
    readonly right?: { readonly value: number };
  };
  return {
    query: String(main['query'] ?? '') || '*',
    window: Number(main['searchWithinMs']) / 1000,
    every: Number(main['executeEveryMs']) / 1000,
    ...(series && right
      ? { threshold: { compute: series.id, is: comparisons[String(expr)] ?? 'above', value: right.value } }
      : {}),
    grace: Number(main['gracePeriodMs'] ?? 0) / 1000,
  };
}

/**
 * A Graylog event definition: at each execution the search looks back, and every group that satisfies the condition is an event.
 * https://go2docs.graylog.org/current/interacting_with_your_log_data/event_definitions.html
 */
export function evaluateGraylog(subject: Subject, records: readonly LogRecord[], clock: Clock, notes: Notes): Track[] {
  const { query, window: length, every, threshold } = readGraylogSearch(subject);
  const search = parseSearch(query);
  const declared = declaredFields(records);
  const found = records.filter(({ fields }) => matches(search, fields, declared)).sort((a, b) => a.at - b.at);
  return groupsOf(found, subject.alert.groups?.by ?? []).map(({ group, mine }) => {
    const window = new RecordWindow(mine);
    // Without groups there is a row even when nothing is found, and a number of none.
    const none =
      Object.keys(group).length === 0 && /^(count$|unique)/.test(threshold?.compute ?? 'count') ? 0 : Number.NaN;
    const evaluations: Evaluation[] = [];
    for (let at = every + clock.phase; at <= clock.end; at += every) {
      const computed = aggregate(threshold?.compute ?? 'count', window.between(at - length, at), notes);
      const value = Number.isNaN(computed) ? none : computed;
      const fires = !Number.isNaN(value) && (threshold ? breaches(threshold.is, value, threshold.value) : value > 0);
      evaluations.push({ at, state: fires ? 'alert' : 'ok', ...(Number.isNaN(value) ? {} : { value }) });
    }
    return { group, evaluations };
  });
}

/**
 * How event definitions tell: at each execution that finds something, once in a grace period. Requests to the on-call backend are one alert there
 * for as long as it is open, and a definition of its own closes it where there is one.
 */
export function graylogTelling(subject: Subject): Telling {
  const { alert, monitors } = subject;
  const { grace, every } = readGraylogSearch(subject);
  const isOneAlert =
    [...monitors.keys()].every((part) => !part.startsWith('channel-')) && monitors.get('on-call')?.['kind'] === 'http';
  return {
    alert,
    tellsNoData: false,
    ...(monitors.has('closing') ? {} : { silentRecovery: true }),
    ...(isOneAlert
      ? {}
      : { repeat: { every: Math.max(grace, every), max: Number.POSITIVE_INFINITY, states: ['alert'] } }),
    ...(grace > 0 ? { grace } : {}),
  };
}

function groupsOf(
  records: readonly LogRecord[],
  by: readonly { readonly alias: string; readonly facet: string }[],
): { readonly group: GroupValues; readonly mine: LogRecord[] }[] {
  const groups = new Map<string, { readonly group: GroupValues; readonly mine: LogRecord[] }>();
  if (by.length === 0) groups.set('', { group: {}, mine: [] });
  for (const record of records) {
    const group = Object.fromEntries(
      by.map(({ alias, facet }) => [alias, String(valueOf(record.fields, facet) ?? '')]),
    );
    const known = groups.get(groupKey(group)) ?? { group, mine: [] };
    known.mine.push(record);
    groups.set(groupKey(group), known);
  }
  return [...groups.values()];
}
