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

describe.each(pages.filter((page) => /^```yaml\n/m.test(readFileSync(page, 'utf8'))))('%s', (page) => {
  it('shows only definitions that lint clean', async () => {
    const shown = filesOf(page);
    const standard = exampleFiles({});
    const context = shown['project.yaml'] === undefined ? standard : {};
    const runbook =
      '# Signatures drop\n\n## Trigger\n\nFewer than 120 signatures in half an hour.\n\n## Resolution\n\n1. Run `signatures trace --last 5`; if a step hangs, roll that service back.\n2. Otherwise call the acquirer.\n\n## Expected time\n\n20m\n';
    const others = {
      'payments/runbooks/signatures-drop.md': runbook,
      'holidays/fr.ics': 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
    };
    const result = await runTexts({ ...context, ...shown, ...others });
    const errors = findingLines(result).filter((line) => / error /.test(line));
    // Tests on the page about them are about alerts that it does not repeat.
    const elsewhere = page === 'docs/alert-tests.md' ? /link\/unknown-(alert|template)/ : /(?!)/;
    expect(errors.filter((line) => !elsewhere.test(line))).toEqual([]);
  });
});
