import type { Finding } from '../finding.ts';
import type { FindingFormat } from './format.ts';
import { xml } from './xml.ts';

/** Checkstyle XML, for Jenkins and alike. */
export default {
  name: 'checkstyle',
  summary: 'Checkstyle XML',
  render(report) {
    const byFile = new Map<string, Finding[]>();
    for (const finding of report.findings)
      byFile.set(finding.location.file, [...(byFile.get(finding.location.file) ?? []), finding]);
    const files = [...byFile].map(
      ([file, findings]) => `  <file name="${xml(file)}">\n${findings.map(error).join('\n')}\n  </file>\n`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n${files.join('')}</checkstyle>\n`;
  },
} satisfies FindingFormat;

function error(finding: Finding): string {
  const { line, column } = finding.location;
  return `    <error line="${line}" column="${column}" severity="${finding.severity}" message="${xml(finding.message)}" source="${xml(finding.rule)}"/>`;
}
