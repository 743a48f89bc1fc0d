import { operationKinds, type Operation, type OperationKind, type PlanSummary } from '../graph/plan.ts';

/** Kinds that change something, in the order of columns and counts. */
export const changingKinds = operationKinds.filter((kind) => kind !== 'same');

/** The mark in front of an operation. */
export const symbols: Readonly<Record<OperationKind, string>> = {
  create: '+',
  update: '~',
  replace: '-/+',
  delete: '-',
  adopt: '=',
  rename: '→',
  transfer: '⇄',
  same: ' ',
};

/** What people call an object of a type when the provider does not say: `monitor` for `datadog:index/monitor:Monitor`. */
export function nounOfToken(type: string): string {
  const name = type.slice(type.lastIndexOf(':') + 1);
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
}

/** `182 to create, 3 to update; 5000 unchanged`, or that there is nothing to do. */
export function summaryWords(summary: PlanSummary): string {
  const parts = changingKinds.filter((kind) => summary[kind] > 0).map((kind) => `${summary[kind]} to ${kind}`);
  const unchanged = summary.same > 0 ? `${summary.same} unchanged` : '';
  return [parts.join(', ') || 'nothing to do', unchanged].filter((part) => part !== '').join('; ');
}

/** An identity without what its group already says: `card-errors` below the application. */
export function shortName({
  identity,
  squad,
  application,
}: Pick<Operation, 'identity' | 'squad' | 'application'>): string {
  const [, owner, ...rest] = identity.split('/');
  return owner === (application ?? squad) && rest.length > 0 ? rest.join('/') : identity;
}
