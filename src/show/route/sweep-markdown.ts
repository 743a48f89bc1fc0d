import { formatDuration } from '../../definitions/values/duration.ts';
import { localText } from '../../oncall/routing/local-text.ts';
import { htmlText, inlineCode } from '../../plan/markdown-escape.ts';
import type { SweepReport } from './sweep-report.ts';

const mostSpans = 20;

/** A sweep as Markdown. */
export function sweepMarkdown({ silent, within, swept, range, zone }: SweepReport): string {
  const wrong = silent.flatMap((one) => {
    const spans = one.spans.filter(({ onPurpose }) => !onPurpose);
    return spans.length > 0 ? [{ ...one, spans }] : [];
  });
  const frame = `${swept} alerts, ${localText(zone, range.from)} to ${localText(zone, range.until)} in ${zone}`;
  if (wrong.length === 0)
    return `Somebody is called within ${formatDuration(within)} whenever somebody should be (${frame}).\n`;
  return [
    `**Alerts that would call nobody within ${formatDuration(within)}** (${frame})`,
    ...wrong.flatMap(({ identities, facts, spans }) => [
      '',
      `- ${identities.map(inlineCode).join(', ')} ${facts.priority}`,
      ...spans
        .slice(0, mostSpans)
        .map(
          ({ from, until, unreached }) =>
            `  - ${localText(zone, from)} to ${localText(zone, until)}: ${htmlText(unreached.reason)}`,
        ),
      ...(spans.length > mostSpans ? [`  - and ${spans.length - mostSpans} more`] : []),
    ]),
    '',
  ].join('\n');
}
