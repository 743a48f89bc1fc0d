import { Refusal, type Clock, type Input, type MonitorInputs, type Notes, type Subject, type Track } from '../model.ts';
import { evaluateComposite, parseCondition, type Condition } from './composite.ts';
import { evaluateQueryMonitor } from './query-monitor.ts';

/** The tracks of an alert that Datadog evaluates on metrics: one monitor, or a composite of the value and its traffic floors. */
export function simulateQueries(
  subject: Subject,
  queries: Extract<Input, { kind: 'metrics' }>['queries'],
  clock: Clock,
  notes: Notes,
): readonly Track[] {
  const { alert, monitors } = subject;
  const main = monitors.get('') ?? {};
  notes.add('datadog/metric');
  if (usesFunctions(alert.source.fields)) notes.add('datadog/query-functions');
  if (main['type'] !== 'composite') return evaluateQueryMonitor(alert, main, queries, clock, notes);
  notes.add('datadog/traffic-floor');
  const members = new Map<string, readonly Track[]>();
  for (const [part, inputs] of monitors)
    if (part !== '') members.set(part, evaluateQueryMonitor(alert, inputs, queries, clock, notes));
  return evaluateComposite(conditionOf(main), members, main['notifyNoData'] === true, clock);
}

/** The condition of a compiled composite, whose members are the parts of the same alert. */
function conditionOf(inputs: MonitorInputs): Condition {
  const join = (inputs['query'] as { readonly $join?: readonly unknown[] }).$join ?? [];
  const formula = join.map((part) => {
    if (typeof part === 'string') return part;
    return String((part as { readonly $ref: string }).$ref).split('#')[1] ?? '';
  });
  if (formula.includes('')) throw new Refusal('the composite has members of other alerts', 'alert', ['source']);
  return parseCondition(formula.join(''));
}

const outside =
  /^(?:\s*[a-z][a-z0-9.]*(?:\([^()]*\))?\s*:\s*[A-Za-z][\w.]*\s*\{[^{}]*\}(?:\.as_(?:count|rate)\(\))?\s*)$/;

/** Whether a named query is more than one aggregated metric. */
function usesFunctions(fields: Readonly<Record<string, unknown>>): boolean {
  return Object.values((fields['queries'] ?? {}) as Readonly<Record<string, unknown>>).some(
    (query) => !outside.test(String(query)),
  );
}
