import { SaxesParser } from 'saxes';
import type { Finding, FindingReport, Location } from '../../../src/findings/finding.ts';
import type { FormatContext } from '../../../src/findings/formats/index.ts';

/** A location on one line. */
export function at(file: string, line: number, column: number, endColumn: number): Location {
  return { file, line, column, endLine: line, endColumn };
}

/** A finding with everything that matters filled in. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return {
    rule: 'threshold/order',
    severity: 'error',
    message: 'The warning 90 lies above the critical 80.',
    location: at('alerts/shop/api.yaml', 2, 12, 14),
    subject: 'shop-api/errors',
    ...parts,
  };
}

/** A report whose summary counts its findings. */
export function report(findings: readonly Finding[], suppressed = 0): FindingReport {
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), infos: count('info') };
  const summary = { alerts: 180, applications: 25, squads: 4, suppressed, ...counts };
  return { command: 'lint', toolVersion: '1.2.3', findings, summary };
}

/** A context over files in memory. */
export function contextOf(files: Record<string, string> = {}, parts: Partial<FormatContext> = {}): FormatContext {
  return {
    color: false,
    width: 80,
    sourceLine: (file, line) => files[file]?.split('\n')[line - 1]?.replace(/\r$/, ''),
    sourceText: (file) => files[file],
    rule: (id) => ({ summary: `What ${id} demands.`, url: `https://example.test/rules/${id}`, severity: 'warning' }),
    ...parts,
  };
}

export interface ParsedElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: ParsedElement[];
  text: string;
}

/** The root element; throws where the document is not well-formed XML 1.0. */
export function parseXml(text: string): ParsedElement {
  const root: ParsedElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes } as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (part) => {
    const element = open.at(-1);
    if (element) element.text += part;
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  const [first] = root.children;
  if (!first) throw new Error('no element');
  return first;
}
