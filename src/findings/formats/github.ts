import { randomUUID } from 'node:crypto';
import { printable } from '../printable.ts';
import type { Finding } from '../finding.ts';
import type { FindingFormat } from './format.ts';
import { worstFirst } from './identity.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands that become annotations, worst first, since GitHub shows few of each kind. The plain summary stands between
 * `stop-commands` markers with an unguessable token.
 * Source: docs.github.com, workflow commands; actions/toolkit packages/core/src/command.ts for the escapes.
 */
export default {
  name: 'github',
  summary: 'GitHub workflow commands (annotations)',
  render(report) {
    const token = randomUUID();
    const { errors, warnings } = report.summary;
    return [
      ...worstFirst(report.findings).map(command),
      `::stop-commands::${token}`,
      `${errors} errors, ${warnings} warnings`,
      `::${token}::`,
      '',
    ].join('\n');
  },
} satisfies FindingFormat;

function command(finding: Finding): string {
  const { file, line, endLine, column, endColumn } = finding.location;
  const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
  const properties = `file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(finding.rule)}`;
  const message = finding.help ? `${finding.message}\n${finding.help}` : finding.message;
  return `::${commands[finding.severity]} ${properties}::${data(message)}`;
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
