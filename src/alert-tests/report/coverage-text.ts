import type { ChalkInstance } from 'chalk';
import { printableLine } from '../../findings/printable.ts';
import { coverageKinds, isComplete, isMeaningless, type Coverage } from '../strength/coverage.ts';

const words = { fires: 'fires', quiet: 'quiet', recovers: 'recovers', noData: 'no data' } as const;

/** What is not proven: a line per alert that has tests, and the number of those that have none. */
export function coverageText(all: readonly Coverage[], chalk: ChalkInstance): string {
  const tested = all.filter((one) => coverageKinds.some((kind) => one[kind]));
  const width = Math.max(0, ...tested.map(({ alert }) => alert.length));
  const lines = tested.map((one) => {
    const cells = coverageKinds.map((kind) => {
      if (one[kind]) return chalk.green(words[kind]);
      if (isMeaningless(one, kind)) return chalk.dim(`${words[kind]} not applicable: ${one.meaningless.noData ?? ''}`);
      return chalk.red(`no case: ${words[kind]}`);
    });
    return `${printableLine(one.alert).padEnd(width)}  ${cells.join(', ')}\n`;
  });
  const complete = all.filter(isComplete).length;
  const untested = all.filter((one) => !tested.includes(one)).map(({ alert }) => printableLine(alert));
  const none =
    untested.length === 0
      ? ''
      : `without any case: ${untested.slice(0, 20).join(', ')}${untested.length > 20 ? ` and ${untested.length - 20} more` : ''}\n`;
  return `${lines.join('')}${none}${complete} of ${all.length} alerts are covered: they fire, stay quiet, recover, and miss data in a case that passes\n`;
}
