import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readTree, type Tree } from '../../src/definitions/load/tree.ts';
import { readinessViews } from '../../src/pipeline/readiness-views.ts';
import { run } from '../../src/pipeline/run.ts';
import { findingsOf, judge, unknownChecks } from '../../src/readiness/evaluate.ts';
import { unknownAlerts } from '../../src/readiness/exemption-alerts.ts';
import { checks } from '../../src/readiness/registry.generated.ts';
import { withoutRepetition } from '../../src/readiness/report.ts';
import type { ReadinessView } from '../../src/readiness/view.ts';
import { toPage } from '../recall/edit.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { testNow } from '../support/tree.ts';
import { seededGaps, type AlertInfo, type SeededGap } from './gaps.ts';

const tree = readTree('alerts', process.cwd());
const store = new MemoryStore();

/** Everything that the gate says above a note. Who is called is judged with the alerts of the squads that a gap touches. */
async function said(
  changed: Tree,
  wanted: (application: string) => boolean,
): Promise<{ views: readonly ReadinessView[]; keys: Set<string> }> {
  const input = readinessViews(await run(changed, { now: testNow, cache: store }), wanted);
  if (!input) return { views: [], keys: new Set() };
  const { views, exemptions, project } = input;
  const results = views.flatMap((view) => judge(view, checks));
  const findings = [
    ...unknownAlerts(exemptions.all, views),
    ...unknownChecks(project, exemptions.unknown(checks), checks),
    ...findingsOf(results, new Map(views.map((view) => [view.id, view]))),
  ].filter(({ severity }) => severity !== 'info');
  return {
    views,
    keys: new Set(withoutRepetition(findings).map(({ rule, severity, message }) => `${severity} ${rule} ${message}`)),
  };
}

function withGap({ path, text }: SeededGap): Tree {
  return {
    ...tree,
    files: tree.files.map((file) => (file.path === path ? { ...file, bytes: Buffer.from(text) } : file)),
  };
}

function infosOf(views: readonly ReadinessView[]): AlertInfo[] {
  return views.flatMap(({ id, alerts, tier = 1, types }) =>
    alerts.map((alert) => ({
      application: id,
      id: alert.id,
      category: alert.category,
      pages: alert.pages,
      tier,
      types,
    })),
  );
}

it(
  'finds at least 95 % of the gaps that people leave, and no error in the clean tree',
  { timeout: 900_000 },
  async () => {
    const clean = await said(tree, () => true);
    const pages = tree.files.map((file) => toPage(file.path, readFileSync(file.absolute, 'utf8')));
    const gaps = seededGaps(pages, infosOf(clean.views));
    const missed: string[] = [];
    const folderOf = (path: string): string => path.split('/').slice(0, 2).join('/');
    for (const gap of gaps) {
      const near = new Set(
        clean.views.filter(({ document }) => folderOf(document.file.path) === folderOf(gap.path)).map(({ id }) => id),
      );
      const { keys, views } = await said(withGap(gap), (application) => near.has(application));
      // A seed that breaks the file would measure the parser.
      expect(views.length, `${gap.kind}: ${gap.path} ${gap.subject}`).toBe(near.size);
      if ([...keys].every((key) => clean.keys.has(key))) missed.push(`${gap.kind}: ${gap.path} ${gap.subject}`);
    }
    const kinds = new Set(gaps.map(({ kind }) => kind));
    const share = ((1 - missed.length / gaps.length) * 100).toFixed(1);
    // oxlint-disable-next-line no-console -- the measured recall belongs into the log of CI
    console.log(
      `${gaps.length} gaps of ${kinds.size} kinds; ${gaps.length - missed.length} caught (${share} %)\n${missed.map((line) => `  missed ${line}\n`).join('')}`,
    );
    expect([...clean.keys].filter((key) => key.startsWith('error'))).toEqual([]);
    expect(gaps.length).toBeGreaterThanOrEqual(150);
    expect(missed.length / gaps.length).toBeLessThanOrEqual(0.05);
  },
);
