import { describe, expect, test } from 'vitest';
import { compileNodes, graphOf } from '../../../src/pipeline/resolved-alerts.ts';
import { diffGraphs } from '../../../src/graph/diff.ts';
import { sideOfGraph } from '../../../src/graph/graph-side.ts';
import type { ResourceNode } from '../../../src/graph/types.ts';
import { findingLines, runTexts } from '../../support/tree.ts';
import { cleanTree, edited, type Files } from './judged.ts';

const squad = 'payments/squad.yaml';

/** A second squad that owns one alert. */
const two: Files = {
  ...cleanTree,
  'identity/squad.yaml':
    'apiVersion: alerts/v1\nkind: Squad\nid: identity\nmembers: [ana, bo]\nchannels: { default: { slack: "#identity" } }\nrouting: [{ to: none }]\n',
  'identity/login.yaml':
    'apiVersion: alerts/v1\nkind: Application\nid: login\ntier: 2\ntypes: [http-service]\nalerts:\n  refused:\n    description: Logins are refused\n    priority: P3\n    category: errors\n    source: { datadog: { logs: { query: "service:login env:${dd}", index: main, compute: count } } }\n    condition: { is: above, critical: 40, over: 15m, noData: ok }\n',
};

async function plannedBetween(before: Files, after: Files): Promise<string[]> {
  const [old, updated] = [await runTexts(before), await runTexts(after)];
  const plan = diffGraphs(
    sideOfGraph(graphOf(old, compileNodes(old))),
    sideOfGraph(graphOf(updated, compileNodes(updated))),
  );
  return plan.units.flatMap(({ unit, operations }) =>
    operations.filter(({ op }) => op !== 'same').map(({ op, identity }) => `${unit} ${op} ${identity}`),
  );
}

async function nodesOf(files: Files): Promise<readonly ResourceNode[]> {
  return compileNodes(await runTexts(files));
}

describe('a policy for everybody', () => {
  const greedy = edited(two, squad, [
    'routing:\n',
    'policies:\n  everything: { when: { priority: [P1, P2, P3, P4, P5] }, set: { priority: P5 } }\n  quiet: { when: { title: "*" }, suppress: true }\nrouting:\n',
  ]);

  test('carries the team of its squad, whatever it selects', async () => {
    const policies = (await nodesOf(greedy)).filter(({ type }) =>
      /olicy:\w*Policy$|NotificationPolicy$|AlertPolicy$/.test(type),
    );
    expect(policies.length).toBeGreaterThan(0);
    for (const { inputs, squad: owner } of policies) {
      expect(owner).toBe('payments');
      expect(JSON.stringify(inputs['teamId'])).toContain('payments');
    }
  });

  test('touches no object of another squad', async () => {
    const planned = await plannedBetween(two, greedy);
    expect(planned.length).toBeGreaterThan(0);
    expect(planned.filter((line) => line.includes('identity') || line.includes('login'))).toEqual([]);
  });
});

describe('what belongs to another squad', () => {
  const claim = (words: string): Files =>
    edited(two, 'payments/checkout-api.yaml', ['  card-errors:\n', `  card-errors:\n    ${words}\n`]);
  const without = (files: Files): Files => {
    const { 'identity/login.yaml': _, ...rest } = files;
    return rest;
  };

  test('is not renamed into ours, while it is there and when it is gone', async () => {
    const head = claim('renamedFrom: [login/refused]');
    expect(await plannedBetween(two, head)).toEqual([]);
    const gone = await plannedBetween(two, without(head));
    expect(gone.filter((line) => / (rename|transfer) /.test(line))).toEqual([]);
    expect(gone).toContain('production.identity delete production/login/refused');
  });

  test('moves only where the change says from whom, and the plan says so', async () => {
    const head = without(claim('renamedFrom: [login/refused]\n    transferredFrom: identity'));
    const planned = await plannedBetween(two, head);
    expect(planned.filter((line) => line.includes('login/refused') && line.includes(' rename '))).toEqual([]);
  });

  test('keeps its id: a second squad or application of that name is an error', async () => {
    const squads = { ...two, 'payments/again.yaml': two['identity/squad.yaml'] ?? '' };
    const applications = { ...two, 'payments/again.yaml': two['identity/login.yaml'] ?? '' };
    for (const files of [squads, applications])
      expect(findingLines(await runTexts(files)).join('\n')).toContain('link/duplicate-id');
  });
});
