import { printableLine } from '../printable.ts';
import type { FindingFormat } from './format.ts';
import { worstFirst } from './identity.ts';

const maximumRows = 200;

/** A table for comments and job summaries; nothing in a finding can become markup, a mention or a comment marker. */
export default {
  name: 'markdown',
  summary: 'Markdown table',
  render(report) {
    const { errors, warnings, infos, alerts, suppressed } = report.summary;
    const head = `**${errors} errors, ${warnings} warnings, ${infos} to know** in ${alerts} alerts${suppressed > 0 ? `; ${suppressed} suppressed` : ''}`;
    if (report.findings.length === 0) return `${head}\n`;
    const findings = worstFirst(report.findings);
    const rows = findings
      .slice(0, maximumRows)
      .map(
        ({ severity, rule, message, location }) =>
          `| ${severity} | ${markdown(`${location.file}:${location.line}`)} | ${markdown(rule)} | ${markdown(message)} |`,
      );
    const more = findings.length > maximumRows ? `\n\n${findings.length - maximumRows} more are not shown.` : '';
    return `${head}\n\n| | where | rule | what |\n| --- | --- | --- | --- |\n${rows.join('\n')}${more}\n`;
  },
} satisfies FindingFormat;

/** Text that Markdown shows as it is: markup escaped, mentions and references broken by a zero-width joiner written as an entity. */
export function markdown(text: string): string {
  return printableLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+\-.!|~]/g, (character) => `\\${character}`)
    .replaceAll('@', '&#64;');
}
