import { formatDuration } from '../../definitions/values/duration.ts';
import { printableLine } from '../../findings/printable.ts';
import { localText } from '../../oncall/routing/local-text.ts';
import { inWords } from '../../oncall/routing/route-alert.ts';
import type { Silent } from '../../oncall/routing/sweep-all.ts';
import type { SilentSpan } from '../../oncall/routing/sweep.ts';
import { wordWrap } from '../word-wrap.ts';
import type { SweepReport } from './sweep-report.ts';
import type { RouteStyle } from './text.ts';

const mostSpans = 8;

/** A sweep for people: what calls nobody though somebody should be, and in one line what is silent on purpose. */
export function sweepText(report: SweepReport, { chalk, columns }: RouteStyle): string {
  const { range, zone, within, swept, silent } = report;
  const width = Math.min(110, Math.max(40, columns));
  const wrong = silent.filter((one) => one.spans.some(({ onPurpose }) => !onPurpose));
  const alerts = wrong.flatMap((one) => one.identities).length;
  const frame = `from ${localText(zone, range.from)} to ${localText(zone, range.until)} (${zone})`;
  const verdict =
    alerts === 0
      ? chalk.green(`Somebody is called within ${formatDuration(within)} whenever somebody should be`)
      : chalk.red(`${alerts} of ${count(swept)} would call nobody within ${formatDuration(within)}`);
  return [
    ...wrong.flatMap((one) =>
      silentLines(one, zone, width).map((line, index) => (index === 0 ? chalk.bold(line) : line)),
    ),
    ...purposeLines(silent, width).map((line) => chalk.dim(line)),
    verdict,
    `${count(swept)}, every instant ${frame}.`,
    '',
  ].join('\n');
}

function count(alerts: number): string {
  return alerts === 1 ? '1 alert' : `${alerts} alerts`;
}

function silentLines({ identities, facts, spans }: Silent, zone: string, width: number): string[] {
  const wrong = spans.filter(({ onPurpose }) => !onPurpose);
  const alike = identities.length > 1 ? ` and ${identities.length - 1} alike` : '';
  const total = wrong.reduce((sum, { from, until }) => sum + until - from, 0) / 1000;
  const more = wrong.length > mostSpans ? [`    and ${wrong.length - mostSpans} more`] : [];
  return [
    `${printableLine(facts.identity)}  ${facts.priority}${alike}`,
    `  calls nobody for ${inWords(total)} in ${wrong.length === 1 ? 'one stretch' : `${wrong.length} stretches`}:`,
    ...wrong.slice(0, mostSpans).flatMap((span) => spanLines(span, zone, width)),
    ...more,
    ...(identities.length > 1 ? wordWrap(`alike: ${identities.slice(1).join(', ')}`, width, '  ', '    ') : []),
    '',
  ];
}

function spanLines({ from, until, unreached }: SilentSpan, zone: string, width: number): string[] {
  const reason = printableLine(unreached.reason);
  return wordWrap(`${localText(zone, from)} to ${localText(zone, until)}: ${reason}`, width, '    ', '      ');
}

/** Alerts that nobody is called for at times, since the definitions say so. */
function purposeLines(silent: readonly Silent[], width: number): string[] {
  const kinds = new Map<string, number>();
  for (const { identities, spans } of silent)
    for (const kind of new Set(spans.filter(({ onPurpose }) => onPurpose).map(({ unreached }) => unreached.kind)))
      kinds.set(kind, (kinds.get(kind) ?? 0) + identities.length);
  const words = [...kinds].map(([kind, count]) => `${count} ${purposes[kind] ?? kind}`);
  return words.length === 0 ? [] : wordWrap(`On purpose, at times: ${words.join(', ')}.`, width, '', '  ');
}

const purposes: Readonly<Record<string, string>> = {
  none: 'routed to nobody below P2',
  inactive: 'out of their hours',
  suppressed: 'suppressed below P2',
  dropped: 'dropped by their integration',
};
