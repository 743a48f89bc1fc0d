import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMilder, severityFor, type LintConfig } from '../../../src/lint/config.ts';
import { rules } from '../../../src/lint/registry.generated.ts';
import { loadFile } from '../../../src/definitions/load/load-file.ts';
import { stageOn } from '../../../src/readiness/evaluate.ts';
import { readinessPolicy } from '../../../src/readiness/policy.ts';
import { checks } from '../../../src/readiness/registry.generated.ts';
import { judged, type Files } from './judged.ts';

const [someRules, someChecks] = [rules.slice(0, 6), checks.slice(0, 4)];
const files = ['project.yaml', 'payments/a.yaml', 'payments/b.yaml', 'ops/c.yaml'];
const severity = fc.constantFrom('off', 'info', 'warning', 'error');
const severities = fc.dictionary(fc.constantFrom(...someRules.map(({ id }) => id)), severity, {
  noNullPrototype: true,
});
const lint = fc.record(
  {
    preset: fc.constantFrom('recommended', 'strict', 'import'),
    rules: severities,
    paths: fc.array(
      fc.record({
        files: fc.constantFrom(['payments/*'], ['**'], ['ops/c.yaml'], ['none/*']),
        rules: severities,
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const day = fc.constantFrom('2026-11-01', '2026-11-23', '2026-12-24', '2027-03-01');
const maturity = fc.record(
  { stage: fc.constantFrom('preview', 'warn', 'enforce'), from: day },
  { requiredKeys: ['stage'], noNullPrototype: true },
);
const readiness = fc.record(
  {
    checks: fc.dictionary(fc.constantFrom(...someChecks.map(({ id }) => id)), maturity, { noNullPrototype: true }),
    approvers: fc.constantFrom('sre', 'friends'),
    maxExemption: fc.dictionary(fc.constantFrom('1', '2', '3', '4'), fc.integer({ min: 1, max: 366 }), {
      noNullPrototype: true,
    }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const policy = fc.record({ lint, readiness }, { requiredKeys: [], noNullPrototype: true });

function treeWith(decided: object): Files {
  const project = {
    apiVersion: 'alerts/v1',
    kind: 'Project',
    id: 'acme',
    uid: '7f3c9a52e1',
    timezone: 'UTC',
    environments: {},
  };
  const text = JSON.stringify({ ...project, environments: { production: {} }, ...decided });
  return Object.fromEntries(files.map((file) => [file, file === 'project.yaml' ? text : `# ${file}\n`]));
}

/** What the project says after whatever is held back was taken out. */
function decidedBy(head: Files, base: Files): Record<string, unknown> {
  const file = judged(head, base).tree.files.find(({ path }) => path.endsWith('project.yaml'));
  const loaded = file && loadFile(file.path, file.bytes, file.withheld);
  expect(loaded?.findings).toEqual([]);
  return loaded?.documents[0]?.document.data ?? {};
}

function dataOf(tree: Files): Record<string, unknown> {
  return JSON.parse(tree['project.yaml'] ?? '') as Record<string, unknown>;
}

test('whatever a change decides, nothing is judged more mildly than by its base, and what is said is what is taken', () => {
  fc.assert(
    fc.property(policy, policy, (before, after) => {
      const [base, head] = [treeWith(before), treeWith(after)];
      const [was, would, is] = [dataOf(base), dataOf(head), decidedBy(head, base)];
      let softened = false;
      for (const rule of someRules)
        for (const file of files) {
          const [least, own, judging] = [was, would, is].map((data) =>
            severityFor(rule, file, (data['lint'] ?? {}) as LintConfig),
          );
          if (least === undefined || own === undefined || judging === undefined) throw new RangeError('three of them');
          expect(isMilder(judging, least) || isMilder(judging, own)).toBe(false);
          if (isMilder(own, least)) softened = true;
        }
      const [policyWas, policyWould, policyIs] = [was, would, is].map((data) => readinessPolicy(data));
      if (!policyWas || !policyWould || !policyIs) throw new RangeError('three of them');
      const weights = { preview: 0, warn: 1, enforce: 2 };
      for (const check of someChecks)
        for (const on of ['2026-11-23', '2026-12-01', '2027-01-01', '2027-06-01']) {
          const [least, own, judging] = [policyWas, policyWould, policyIs].map(
            (one) => weights[stageOn(on, one.maturity[check.id] ?? check.maturity)],
          );
          expect(judging).toBeGreaterThanOrEqual(least ?? 3);
          if ((own ?? 0) < (least ?? 0)) softened = true;
        }
      for (const tier of [1, 2, 3, 4]) {
        expect(policyIs.maxExemption[tier]).toBeLessThanOrEqual(policyWas.maxExemption[tier] ?? 0);
        if ((policyWould.maxExemption[tier] ?? 0) > (policyWas.maxExemption[tier] ?? 0)) softened = true;
      }
      expect(policyIs.approvers).toBe(policyWas.approvers);
      if (policyWould.approvers !== policyWas.approvers) softened = true;
      const found = judged(head, base).heldBack;
      if (softened) expect(found).not.toEqual([]);
      // Going back to what the base says is never held back.
      expect(judged(base, base).heldBack).toEqual([]);
    }),
    { numRuns: 60, seed: 20261123 },
  );
});
