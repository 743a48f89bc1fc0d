import { groupKey } from '../groups.ts';
import {
  Refusal,
  type Clock,
  type GroupValues,
  type LogRecord,
  type Notes,
  type Subject,
  type Track,
} from '../model.ts';
import { aggregate } from '../search/aggregate.ts';
import { declaredFields, fieldsOf, matches, valueOf } from '../search/matches.ts';
import { RecordWindow } from '../search/record-window.ts';
import { parseSearch } from '../search/search-query.ts';
import { evaluationFrequency, evaluationTimes } from './frequency.ts';
import { GroupTrack } from './group-track.ts';
import { readSearchMonitor, type Options } from './monitor.ts';

/** Records of one group. */
interface Group {
  readonly group: GroupValues;
  readonly window: RecordWindow;
  readonly track: GroupTrack;
}

/**
 * Evaluates a log or event monitor on the records of a case.
 * @throws Refusal when the search cannot be read
 */
export function evaluateSearch(subject: Subject, records: readonly LogRecord[], clock: Clock, notes: Notes): Track[] {
  const { alert } = subject;
  const options = readSearchMonitor(subject.monitors.get('') ?? {});
  if (!options) throw new Refusal('the compiled search has a form that is not imitated', 'alert', ['source']);
  notes.add('datadog/search');
  const compute = String(alert.source.fields['compute'] ?? 'count');
  const counted = /^(count|unique)/.test(compute);
  const groups = groupsOf(subject, found(subject, records, notes), options, counted, notes);
  const low = options.thresholds.is === 'below' || options.thresholds.is === 'at-most';
  if (low && (alert.groups?.by.length ?? 0) > 0) notes.add('datadog/log-below');
  for (const at of evaluationTimes(clock, evaluationFrequency(options.window))) {
    const to = at - options.delay;
    // Too few records are only told where the whole window lies in the case: nothing says what was logged before.
    if (low && to < options.window) continue;
    const values = groups.map(({ window }) => aggregate(compute, window.between(to - options.window, to), notes));
    const silent = values.every((value) => Number.isNaN(value));
    groups.forEach(({ group, track }, index) => {
      const value = values[index] ?? Number.NaN;
      // A group without logs is not too low while others have some.
      const quiet = low && counted && Object.keys(group).length > 0 && Number.isNaN(value) && !silent;
      if (quiet) track.rest(at);
      else track.evaluate(at, { value, full: true });
    });
  }
  return groups.map(({ group, track }) => ({ group, evaluations: track.evaluations }));
}

/** The records that the search finds, in order of time. */
function found({ alert }: Subject, records: readonly LogRecord[], notes: Notes): readonly LogRecord[] {
  const search = parseSearch(String(alert.source.fields['query'] ?? ''));
  const declared = declaredFields(records);
  if (fieldsOf(search).some((field) => !declared.has(field))) notes.add('datadog/log-undeclared');
  return records.filter(({ fields }) => matches(search, fields, declared)).sort((a, b) => a.at - b.at);
}

function groupsOf(
  { alert }: Subject,
  records: readonly LogRecord[],
  options: Options,
  counted: boolean,
  notes: Notes,
): Group[] {
  const by = alert.groups?.by ?? [];
  const groups = new Map<string, { readonly group: GroupValues; readonly records: LogRecord[] }>();
  if (by.length === 0) groups.set('', { group: {}, records: [] });
  for (const record of records) {
    const values = by.map(({ alias, facet }) => [alias, valueOf(record.fields, facet)] as const);
    // Logs without the attribute belong to no group.
    if (values.some(([, value]) => value === undefined)) continue;
    const group = Object.fromEntries(values.map(([alias, value]) => [alias, String(value)]));
    const known = groups.get(groupKey(group)) ?? { group, records: [] };
    known.records.push(record);
    groups.set(groupKey(group), known);
  }
  const zero = counted && options.missing === 'default';
  return [...groups.values()].map(({ group, records: mine }) => ({
    group,
    window: new RecordWindow(mine),
    track: new GroupTrack({ options, grouped: by.length > 0, known: false, zero, notes }),
  }));
}
