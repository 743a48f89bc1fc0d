import type { Output } from '../cli/command.ts';
import type { Plan } from '../graph/plan.ts';
import type { Run } from '../pipeline/run.ts';
import { counted } from '../findings/counted.ts';
import { isDelivered } from '../providers/resource-type.ts';

/** What nothing can apply, said where it might be expected. */
export function deliveredNote(run: Run): Output[] {
  const types = run.analyses.flatMap(({ nodes }) => nodes ?? []).map(({ type }) => type);
  const number = types.filter(isDelivered).length;
  if (number === 0) return [];
  const text = `note: ${counted(number, 'resource')} ${number === 1 ? 'is' : 'are'} delivered as files and never applied: "alerts compile -o DIR" writes them, "alerts plan --against REF" compares them.\n`;
  return [{ target: 'stderr', text }];
}

/** A plan without what nothing can apply. */
export function withoutDelivered(plan: Plan): Plan {
  const units = plan.units.map((unit) => ({
    ...unit,
    operations: unit.operations.filter(({ type }) => !isDelivered(type)),
  }));
  return { ...plan, units };
}
