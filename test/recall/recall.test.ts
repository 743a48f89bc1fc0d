import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { run, type Run } from '../../src/pipeline/run.ts';
import { readTree, type Tree } from '../../src/definitions/load/tree.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { testNow } from '../support/tree.ts';
import { defects, type Defect } from './defects.ts';
import { toPage } from './edit.ts';

const tree = readTree('alerts', process.cwd());
const store = new MemoryStore();
const texts = new Map(tree.files.map((file) => [file.path, readFileSync(file.absolute, 'utf8')]));

function withDefect(defect: Defect): Tree {
  return {
    ...tree,
    files: tree.files.map((file) => (file.path === defect.path ? { ...file, bytes: Buffer.from(defect.text) } : file)),
  };
}

function keys(result: Run): Set<string> {
  return new Set(
    result.findings
      .filter((finding) => finding.severity !== 'info')
      .map((finding) => `${finding.rule} ${finding.location.file} ${finding.message}`),
  );
}

it(
  'finds at least 95 % of the defects that people make, and nothing in the clean tree',
  { timeout: 600_000 },
  async () => {
    const clean = await run(tree, { now: testNow, cache: store });
    const before = keys(clean);
    const all = defects([...texts].map(([path, text]) => toPage(path, text)));
    const missed: string[] = [];
    for (const defect of all) {
      const result = await run(withDefect(defect), { now: testNow, cache: store });
      const fresh = [...keys(result)].filter((key) => !before.has(key));
      if (fresh.length === 0) missed.push(`${defect.kind}: ${defect.path} ${defect.subject}`);
    }
    const kinds = new Set(all.map((defect) => defect.kind));
    // oxlint-disable-next-line no-console -- the measured recall belongs into the log of CI
    console.log(
      `${all.length} defects of ${kinds.size} kinds; ${all.length - missed.length} caught (${((1 - missed.length / all.length) * 100).toFixed(1)} %)\n${missed.map((line) => `  missed ${line}\n`).join('')}`,
    );
    // Infos say what a vendor needs besides, such as a setting of the account; they are no defects.
    const wrong = clean.findings.filter((finding) => finding.severity !== 'info');
    expect(
      wrong.map(
        (finding) =>
          `${finding.location.file}:${finding.location.line} ${finding.severity} ${finding.rule} ${finding.message}`,
      ),
    ).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(kinds.size).toBeGreaterThanOrEqual(60);
    expect(missed.length / all.length).toBeLessThanOrEqual(0.05);
  },
);
