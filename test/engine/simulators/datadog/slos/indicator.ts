import type { Account, Slo } from '../account.ts';
import { type Fields, isFields, refuse, texts } from '../refusal.ts';
import { derivedCount } from './derived.ts';
import { checkSeries, countQuery, timeSlice } from './specification.ts';

type Indicator = Pick<Slo, 'monitor_tags'> & Partial<Slo>;

/** What an SLO measures, by its type; the first two texts are recorded. */
export function indicator(account: Account, type: string, body: Fields): Indicator {
  const groups = body['groups'] === undefined ? {} : { groups: texts(body['groups'], 'groups') };
  if (type === 'monitor') return { ...monitors(account, body), ...groups };
  const given = isFields(body['sli_specification']) ? body['sli_specification'] : undefined;
  if (type === 'time_slice') {
    if (!given) return refuse('Invalid payload: must specify sli_specification for time slice types');
    return { monitor_tags: [], sli_specification: timeSlice(given), ...groups };
  }
  if (isFields(given?.['count'])) {
    return { monitor_tags: [], query: countQuery(given['count']), sli_specification: given, ...groups };
  }
  const { query } = body;
  if (!isFields(query)) return refuse('Invalid payload: must specify the query for count types');
  for (const part of ['numerator', 'denominator']) checkSeries(query[part]);
  const specification = derivedCount(String(query['numerator']), String(query['denominator']));
  return { monitor_tags: [], query, sli_specification: specification, ...groups };
}

/** Monitors that exist; groups only when there is one ("may only be used when the length of the `monitor_ids` field is one"). */
function monitors(account: Account, { monitor_ids: ids, groups }: Fields): Indicator {
  if (!Array.isArray(ids) || ids.length === 0) return refuse('Invalid payload: must specify monitor_ids');
  const found = ids.map(
    (id) => account.monitors.get(id as number) ?? refuse(`Invalid payload: monitor ${String(id)} not found`),
  );
  if (found.some(({ type }) => type === 'composite')) refuse('Invalid payload: composite monitors are not supported');
  if (groups !== undefined && ids.length !== 1) refuse('Invalid payload: groups need one monitor');
  const tags = [...new Set(found.flatMap((monitor) => monitor.tags))].sort();
  return { monitor_ids: ids as number[], monitor_tags: tags };
}
