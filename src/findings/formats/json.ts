import type { FindingFormat } from './format.ts';

/** The stable contract for programs; its schema is schemas/reports/findings.schema.json. */
export default {
  name: 'json',
  summary: 'for programs',
  render(report, context) {
    const findings = report.findings.map(({ rule, severity, message, location, subject, help, fix, related }) => ({
      rule, severity, message, ...location, subject, help, url: context.rule(rule)?.url, fix, related,
    })); // prettier-ignore
    return `${JSON.stringify({ version: 1, tool: report.toolVersion, command: report.command, findings, summary: report.summary }, undefined, 2)}\n`;
  },
} satisfies FindingFormat;
