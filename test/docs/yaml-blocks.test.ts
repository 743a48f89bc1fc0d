import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleFiles } from '../../src/lint/examples/example-files.ts';
import { findingLines, runTexts } from '../support/tree.ts';

/** Pages written by hand; those of rules are made from examples that the rules' own tests run. */
const pages = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

/** The YAML of a page by file: a comment `# alerts/x.yaml` names the file of what follows, other blocks are files of their own. */
function filesOf(page: string): Record<string, string> {
  const files: Record<string, string> = {};
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
  blocks.forEach((block, index) => {
    for (const part of block.split(/^---\n/m)) {
      const named = /^# alerts\/(\S+\.yaml)/m.exec(part)?.[1] ?? `page-${index}.yaml`;
      files[named] = files[named] === undefined ? part : `${files[named]}---\n${part}`;
    }
  });
  return files;
}

/** The alerts that the tests on their page are about; the page does not repeat them. */
function whatTestsAreAbout(): Record<string, string> {
  const connection =
    '{ vendor: redash, url: https://redash.acme.example, dataSource: Main, apiKey: { env: REDASH_KEY } }';
  return {
    ...exampleFiles({
      project: `connections: { warehouse: ${connection} }`,
      squad: 'channels: { default: { email: payments@acme.example } }',
    }),
    'templates/http-service.yaml': readFileSync('alerts/templates/http-service.yaml', 'utf8'),
    'payments/signature-api.yaml': `
apiVersion: alerts/v1
kind: Application
id: signature-api
tier: 3
types: [data-pipeline]
alerts:
  signatures-drop:
    description: Completed signatures collapse
    impact: Customers cannot sign.
    priority: P4
    category: business
    source:
      redash:
        query:
          connection: warehouse
          every: 10m
          column: n
          sql: select count(*) as n from signatures where completed_at > now() - interval '30 minutes'
    condition: { is: below, critical: 120, noData: notify }
    message: 'Only {{value}} signatures'
`,
  };
}

describe.each(pages.filter((page) => /^```yaml\n/m.test(readFileSync(page, 'utf8'))))('%s', (page) => {
  it('shows only definitions that lint clean', async () => {
    const shown = filesOf(page);
    const standard = page === 'docs/alert-tests.md' ? whatTestsAreAbout() : exampleFiles({});
    const context = shown['project.yaml'] === undefined ? standard : {};
    const runbook =
      '# Signatures drop\n\n## Trigger\n\nFewer than 120 signatures in half an hour.\n\n## Resolution\n\n1. Run `signatures trace --last 5`; if a step hangs, roll that service back.\n2. Otherwise call the acquirer.\n\n## Expected time\n\n20m\n';
    const others = {
      'payments/runbooks/signatures-drop.md': runbook,
      'holidays/fr.ics': 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
    };
    const result = await runTexts({ ...context, ...shown, ...others });
    expect(findingLines(result).filter((line) => / error /.test(line))).toEqual([]);
  });
});
