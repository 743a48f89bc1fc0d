import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { baselineOf, withoutBaseline } from '../../src/lint/baseline.ts';
import { readTree, type Tree } from '../../src/definitions/load/tree.ts';
import { run, type Run } from '../../src/pipeline/run.ts';
import { readinessViews } from '../../src/pipeline/readiness-views.ts';
import { judge } from '../../src/readiness/evaluate.ts';
import { checks } from '../../src/readiness/registry.generated.ts';
import { findingLines, testNow } from '../support/tree.ts';

const root = path.resolve(import.meta.dirname, '../..');
const names = readdirSync(path.join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

function treeOf(name: string): Tree {
  return readTree(`examples/${name}/alerts`, root);
}

/** The tree with one text of one file replaced. */
function edited(tree: Tree, file: string, from: string, to: string): Tree {
  const files = tree.files.map((one) => {
    if (!one.path.endsWith(file)) return one;
    const text = Buffer.from(one.bytes).toString('utf8');
    expect(text).toContain(from);
    return { ...one, bytes: Buffer.from(text.replace(from, to)) };
  });
  return { ...tree, files };
}

function identities(result: Run): string[] {
  return result.analyses.flatMap((analysis) => (analysis.nodes ?? []).map((node) => node.identity)).sort();
}

function readme(name: string): string {
  return readFileSync(path.join(root, 'examples', name, 'README.md'), 'utf8');
}

/** The commands of a README: the lines of its `sh` blocks. */
function commandsOf(text: string): string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap((block) => (block[1] ?? '').trim().split('\n'));
}

describe.each(names)('examples/%s', (name) => {
  it('has no findings', async () => {
    const result = await run(treeOf(name), { now: testNow });
    expect(findingLines(result)).toEqual([]);
    expect(result.summary.alerts).toBeGreaterThan(0);
  });

  it('may go to production', async () => {
    const input = readinessViews(await run(treeOf(name), { now: testNow }), () => true);
    const results = input?.views.flatMap((view) => judge(view, checks)) ?? [];
    const blocking = results.filter(({ verdict, stage }) => verdict === 'unknown' || (verdict === 'fail' && stage === 'enforce')); // prettier-ignore
    expect(blocking.map(({ check, application }) => `${application} ${check.id}`)).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(10);
    expect(results.flatMap(({ exempt }) => exempt)).toEqual([]);
  });

  it('compiles to the same objects as ever', async () => {
    const result = await run(treeOf(name), { now: testNow });
    expect(identities(result)).not.toEqual([]);
    await expect(`${identities(result).join('\n')}\n`).toMatchFileSnapshot(`identities/${name}.txt`);
  });

  it('has a short README whose commands are about its own folder', () => {
    const text = readme(name);
    expect(text.split('\n').length).toBeLessThanOrEqual(40);
    const commands = commandsOf(text);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      expect(command).toMatch(/^npx alerts [a-z]/);
      expect(command.split(' --dir ').slice(1)).toEqual([`examples/${name}/alerts`]);
    }
  });
});

const slowBurn = (priority: string, target: string): string => `priority: ${priority}
    source: { slo: payments-accepted }
    condition: { burn: 3, long: 1d, short: 2h }
    notify: { critical: ${target} }`;

/** What the READMEs invite to try: an edit, and the rule that answers it. */
const experiments = [
  {
    name: 'first-alert',
    rule: 'threshold/ratio-without-floor',
    file: 'order-api.yaml',
    from: 'atLeast: { requests: 50 }',
    to: '',
  },
  {
    name: 'templates',
    rule: 'template/unknown-parameter',
    file: 'mail-sender.yaml',
    from: 'whoWaits:',
    to: 'whoWait:',
  },
  {
    name: 'environments',
    rule: 'severity/staging-never-pages',
    file: 'tracking-api.yaml',
    from: '        set:\n',
    to: '        set:\n          notify: { critical: on-call }\n',
  },
  {
    name: 'slo-burn-rates',
    rule: 'slo/slow-burn-pages',
    file: 'payment-api.yaml',
    from: slowBurn('P4', '{ channel: default }'),
    to: slowBurn('P1', 'on-call'),
  },
  {
    name: 'slo-burn-rates',
    rule: 'slo/burn-impossible',
    file: 'payments-accepted.yaml',
    from: 'target: 0.999',
    to: 'target: 0.9',
  },
];

describe('what a README invites to try', () => {
  it.each(experiments)('$name: $rule', async ({ name, file, from, to, rule }) => {
    const result = await run(edited(treeOf(name), file, from, to), { now: testNow });
    expect(result.findings.map((finding) => finding.rule)).toContain(rule);
  });

  it('first-alert: readiness names what tier 1 lacks', async () => {
    const tree = edited(treeOf('first-alert'), 'order-api.yaml', 'tier: 3', 'tier: 1');
    const [view] = readinessViews(await run(tree, { now: testNow }), () => true)?.views ?? [];
    const failed = (view ? judge(view, checks) : []).filter(({ verdict, stage }) => verdict === 'fail' && stage === 'enforce'); // prettier-ignore
    expect(failed.map(({ check }) => check.id)).toContain('coverage/latency');
  });

  it('adopting: a baseline knows what "recommended" finds, and nothing newer', async () => {
    const strict = edited(treeOf('adopting'), 'project.yaml', 'preset: import', 'preset: recommended');
    const before = await run(strict, { now: testNow });
    expect(before.findings.length).toBeGreaterThan(4);
    const baseline = baselineOf(before.findings);
    expect(withoutBaseline(before.findings, baseline).fresh).toEqual([]);
    const worse = edited(strict, 'catalogue.yaml', '- Look at the logs.', '- Look at the logs, or ask Nora Blanc.');
    const after = await run(worse, { now: testNow });
    expect(withoutBaseline(after.findings, baseline).fresh.map((finding) => finding.rule)).toEqual([
      'runbook/no-person-name',
    ]);
  });
});
