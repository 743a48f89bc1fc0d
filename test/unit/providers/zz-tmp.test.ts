import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { openRun } from '../../../src/pipeline/open.ts';
import { compileNodes } from '../../../src/pipeline/resolved-alerts.ts';
it('dump', async () => {
  const run = await openRun({ dir: 'alerts', cwd: process.cwd(), now: new Date('2026-11-23T12:00:00Z'), cache: false, parallel: false } as never);
  writeFileSync('/tmp/findings.txt', run.findings.map((f) => `${f.severity} ${f.rule} ${f.location.file}:${f.location.line} ${f.subject ?? ''} ${f.message}`).join('\n'));
  writeFileSync('/tmp/nodes.json', JSON.stringify(compileNodes(run), null, 1));
});
