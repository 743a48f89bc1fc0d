import type { Finding, FindingReport } from '../finding.ts';
import { byFile } from '../order.ts';
import { printableLine } from '../printable.ts';
import type { FindingFormat, FormatContext } from './format.ts';
import { repositoryPath } from './source.ts';
import { xmlDocument, type XmlElement } from './xml.ts';

const format: FindingFormat = { name: 'checkstyle', summary: 'Checkstyle XML, for Jenkins and others', render };
export default format;

function render(report: FindingReport, context: FormatContext): string {
  const files = [...byFile(report.findings)].map(([file, findings]) => ({
    name: 'file',
    attributes: { name: printableLine(repositoryPath(context, file)) },
    children: findings.map(element),
  }));
  return xmlDocument({ name: 'checkstyle', attributes: { version: '4.3' }, children: files });
}

function element({ severity, message, help, rule, location }: Finding): XmlElement {
  const attributes = {
    line: location.line,
    column: location.column,
    severity,
    message: printableLine(help === undefined ? message : `${message} ${help}`),
    source: printableLine(`alerts/${rule}`),
  };
  return { name: 'error', attributes };
}
