import { printableLine } from '../findings/printable.ts';
import type { Plan } from '../graph/plan.ts';
import { cells, cut } from './cells.ts';
import { countBySquad } from './groups.ts';
import type { TextStyle } from './text-style.ts';
import { counted } from '../findings/counted.ts';

/** Deletions of all units, loud and first. */
export function deletionLines(plan: Plan, { chalk, noun, width }: TextStyle): string[] {
  const deletions = plan.units.flatMap((unit) => unit.operations).filter(({ op }) => op === 'delete');
  if (deletions.length === 0) return [];
  const lines = deletions.map(({ identity, type, title }) => {
    const text = cut(`  - ${printableLine(identity)}  ${noun(type)}  ${printableLine(title)}`, width);
    return chalk.red(text);
  });
  return [chalk.red.bold.inverse(` DELETES ${counted(deletions.length, 'object')} `), ...lines];
}

/** `template http-service changed → 30 applications`. */
export function causeLines(plan: Plan, { chalk, verbose, width }: TextStyle): string[] {
  const shown = verbose ? plan.causes : plan.causes.slice(0, 10);
  if (shown.length === 0) return [];
  const left = plan.causes.length - shown.length;
  const more = left > 0 ? [`  … and ${counted(left, 'more cause')}`] : [];
  return [
    chalk.bold('Why'),
    ...shown.map(({ layer, operations, applications }) => {
      const reach = `${counted(applications, 'application')}, ${counted(operations, 'object')}`;
      return cut(`  ${printableLine(layer)} changed → ${reach}`, width);
    }),
    ...more,
  ];
}

/** Counts per squad; nothing when there is only one. */
export function squadTable(plan: Plan, { chalk }: TextStyle): string[] {
  const { kinds, rows } = countBySquad(plan);
  if (rows.length < 2) return [];
  const names = rows.map((row) => printableLine(row.squad));
  const first = Math.max(5, ...names.map(cells));
  const line = (name: string, values: readonly string[]): string =>
    [name + ' '.repeat(first - cells(name)), ...values.map((value, index) => value.padStart(kinds[index]?.length ?? 0))]
      .join('  ')
      .trimEnd();
  return [
    chalk.bold(line('Squad', kinds)),
    ...rows.map((row, index) =>
      line(
        names[index] ?? '',
        kinds.map((kind) => (row.counts[kind] === 0 ? '·' : String(row.counts[kind]))),
      ),
    ),
  ];
}
