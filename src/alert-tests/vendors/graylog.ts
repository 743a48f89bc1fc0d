import { parseDuration } from '../../definitions/values/duration.ts';
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
import { aggregate } from '../search/aggregate.ts';
import { declaredFields, matches, valueOf } from '../search/matches.ts';
import { RecordWindow } from '../search/record-window.ts';
import { parseSearch } from '../search/search-query.ts';

/**
 * A Graylog event definition: at each execution the search looks back, and every group that satisfies the condition is an event.
 * https://go2docs.graylog.org/current/interacting_with_your_log_data/event_definitions.html
 */
export function evaluateGraylog(
  { alert }: Subject,
  records: readonly LogRecord[],
  clock: Clock,
  notes: Notes,
): Track[] {
  const { condition, source } = alert;
  if (condition.kind !== 'measurement' || condition.critical === undefined)
    throw new Refusal('the condition has no critical threshold', 'alert', ['condition']);
  const { is, critical, over = 300 } = condition;
  const every = parseDuration(source.fields['every']) ?? 60;
  const compute = String(source.fields['compute'] ?? 'count');
  const search = parseSearch(String(source.fields['query'] ?? '*'));
  const declared = declaredFields(records);
  const found = records.filter(({ fields }) => matches(search, fields, declared)).sort((a, b) => a.at - b.at);
  return groupsOf(found, alert.groups?.by ?? []).map(({ group, mine }) => {
    const window = new RecordWindow(mine);
    const evaluations: Evaluation[] = [];
    for (let at = every; at <= clock.end; at += every) {
      const value = aggregate(compute, window.between(at - over, at), notes);
      const counted = Number.isNaN(value) && compute === 'count' && Object.keys(group).length === 0 ? 0 : value;
      const fires = !Number.isNaN(counted) && breaches(is, counted, critical);
      evaluations.push({ at, state: fires ? 'alert' : 'ok', ...(Number.isNaN(counted) ? {} : { value: counted }) });
    }
    return { group, evaluations };
  });
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
