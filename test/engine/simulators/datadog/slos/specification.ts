import { type Fields, isFields, refuse, refuseUnknown } from '../refusal.ts';
import { Cursor } from '../queries/cursor.ts';
import { parseExpression } from '../queries/expression.ts';

const known = {
  timeSlice: new Set(['query', 'comparator', 'threshold', 'query_interval_seconds']),
  count: new Set(['good_events_formula', 'total_events_formula', 'bad_events_formula', 'queries']),
};

/** `SLOTimeSliceSpec` of the OpenAPI description v1; slices are of 60 or 300 seconds, 300 unless said. */
export function timeSlice(specification: Fields): Fields {
  refuseUnknown(specification, new Set(['time_slice']));
  const slice = specification['time_slice'];
  if (!isFields(slice)) return refuse('Invalid payload: must specify time_slice');
  refuseUnknown(slice, known.timeSlice);
  const { query, comparator, threshold, query_interval_seconds: seconds = 300 } = slice;
  if (!['>', '>=', '<', '<='].includes(String(comparator))) refuse('Invalid payload: comparator');
  if (typeof threshold !== 'number') refuse('Invalid payload: threshold');
  if (seconds !== 60 && seconds !== 300) refuse('Invalid payload: query_interval_seconds must be 60 or 300');
  if (!isFields(query)) return refuse('Invalid payload: query');
  const { formulas } = query;
  if (!Array.isArray(formulas) || formulas.length !== 1)
    return refuse('Invalid payload: exactly one formula is required');
  expand((formulas[0] as Fields)['formula'], queriesOf(query['queries']));
  return { time_slice: { ...slice, query_interval_seconds: seconds } };
}

/** Numerator and denominator that follow from a `count` specification; recorded for both of its forms. */
export function countQuery(count: Fields): Fields {
  refuseUnknown(count, known.count);
  const queries = queriesOf(count['queries']);
  const formula = (name: string): string | undefined =>
    isFields(count[name]) ? expand(count[name]['formula'], queries) : undefined;
  const good = formula('good_events_formula') ?? refuse('Invalid payload: must specify good_events_formula');
  const [total, bad] = [formula('total_events_formula'), formula('bad_events_formula')];
  if ((total === undefined) === (bad === undefined))
    refuse('Invalid payload: total_events_formula or bad_events_formula');
  return { numerator: good, denominator: total ?? `(${good}) + (${bad ?? ''})` };
}

/** A formula with its names replaced by their queries; a name without a query is refused. */
function expand(formula: unknown, queries: ReadonlyMap<string, string>): string {
  if (typeof formula !== 'string' || formula.trim() === '') return refuse('Invalid payload: formula');
  return formula.replaceAll(
    /[a-z_]\w*\b(?!\s*\()/gi,
    (name) => queries.get(name) ?? refuse(`Invalid payload: unknown query ${name}`),
  );
}

function queriesOf(value: unknown): ReadonlyMap<string, string> {
  if (!Array.isArray(value) || value.length === 0) return refuse('Invalid payload: queries');
  return new Map(
    value.map((one: unknown) => {
      if (!isFields(one) || one['data_source'] !== 'metrics')
        return refuse('Invalid payload: data_source must be metrics');
      const { name, query } = one;
      if (typeof name !== 'string' || typeof query !== 'string')
        return refuse('Invalid payload: queries need name and query');
      return [name, query];
    }),
  );
}

/** A numerator or denominator: sums of counts. */
export function checkSeries(value: unknown): void {
  if (typeof value !== 'string') return refuse('Invalid payload: must specify the query for count types');
  const cursor = new Cursor(value);
  if (parseExpression(cursor).series === 0 || !cursor.done) refuse(`Invalid payload: invalid query ${value}`);
}
