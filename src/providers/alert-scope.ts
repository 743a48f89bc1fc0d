import { conditionFields, requiredConditionFields } from '../definitions/schema/alert.ts';
import { isDefault } from '../definitions/resolve/condition.ts';
import type { Path } from '../definitions/source/node.ts';
import type { MeasurementCondition, Notify, ResolvedAlert } from '../definitions/types.ts';
import type { CompileContext, CompileProblem } from './provider.ts';

/** One alert under compilation: what it is, what may be looked up, and what is wrong so far. */
export interface Scope {
  readonly alert: ResolvedAlert;
  readonly context: CompileContext;
  readonly problems: CompileProblem[];
}

/** Notes a problem under one of a vendor's constraints. It is an error unless said otherwise: what a vendor would refuse cannot be planned. */
export type Report<ConstraintId extends string> = (
  scope: Pick<Scope, 'problems'>,
  constraint: ConstraintId,
  path: Path,
  message: string,
  more?: Pick<CompileProblem, 'help' | 'within'> & { readonly severity?: CompileProblem['severity'] },
) => void;

/** See {@link Report}; each vendor's `scope.ts` gives it the vendor's constraints. */
export const reportProblem: Report<string> = ({ problems }, constraint, path, message, more = {}) => {
  const { severity = 'error', ...rest } = more;
  problems.push({ constraint, severity, message, path, ...rest });
};

/** Whether the alert itself says what stands at `path`; what only a default says is skipped where it cannot be expressed. */
export function asked({ alert }: Pick<Scope, 'alert'>, path: Path): boolean {
  return alert.has(path) && !isDefault(alert.origin(path).layer);
}

/** Fields of a measurement's condition that say more than when one value passes one threshold, or is missing. */
const beyondThreshold = (conditionFields['measurement'] ?? []).filter(
  (field) => field !== 'noData' && !requiredConditionFields['measurement']?.includes(field),
) as readonly (keyof MeasurementCondition)[];

/** What the alert itself asks for beyond a threshold, for vendors that compare a value with one and know nothing else. */
export function askedBeyondThreshold(scope: Pick<Scope, 'alert'>, condition: MeasurementCondition): readonly string[] {
  return beyondThreshold.filter((field) => condition[field] !== undefined && asked(scope, ['condition', field]));
}

/** Transitions of which the alert itself has somebody told, for vendors that know one of its own accord. */
export function askedNotices({ alert }: Pick<Scope, 'alert'>): readonly Exclude<keyof Notify, 'critical'>[] {
  return (['warning', 'noData', 'recovery'] as const).filter(
    (transition) => alert.notify[transition].length > 0 && asked({ alert }, ['notify', transition]),
  );
}

/** Whether the same people are told of a transition as of the alert. */
export function isToldAlike({ alert: { notify } }: Pick<Scope, 'alert'>, transition: keyof Notify): boolean {
  const names = (targets: Notify['critical']): string =>
    JSON.stringify(targets.map((one) => (one === 'on-call' ? one : `channel ${one.channel}`)).sort());
  return names(notify[transition]) === names(notify.critical);
}

/** The path of a field of the source as the author wrote it. */
export function sourcePath({ source: { vendor, type } }: ResolvedAlert, ...rest: Path): Path {
  return vendor === 'slo' ? ['source', 'slo'] : ['source', vendor, ...(type === '' ? [] : [type]), ...rest];
}

type Fields = Readonly<Record<string, unknown>>;

/** A channel of a squad; undefined where there is none of this name, which is a finding of its own. */
export function channelOf({ context }: Pick<Scope, 'context'>, squad: string, name: string): Fields | undefined {
  return (context.squad(squad)?.['channels'] as Readonly<Record<string, Fields>> | undefined)?.[name];
}

/** The connection that the source names, else the first of its vendor: also where the name is a mistake, which is one finding. */
export function connectionOf({ alert, context }: Scope): Readonly<Record<string, unknown>> {
  const { vendor, fields } = alert.source;
  const named = fields['connection'];
  const connection = typeof named === 'string' ? context.connections[named] : undefined;
  if (connection) return connection;
  return Object.values(context.connections).find((connection) => connection['vendor'] === vendor) ?? {};
}
