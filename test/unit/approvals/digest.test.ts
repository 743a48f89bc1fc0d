import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { approvalParts, changedParts, digestOf, type ApprovalPart } from '../../../src/approvals/digest.ts';
import { approvableAlerts, type ApprovableAlert } from '../../../src/pipeline/approved-alerts.ts';
import { findingLines, runTexts } from '../../support/tree.ts';
import { approvedTree, edited } from './tree.ts';

async function digests(files: Readonly<Record<string, string>>): Promise<Map<string, ApprovableAlert>> {
  const run = await runTexts(files);
  expect(findingLines(run).filter((line) => / error (schema|link|template|file)\//.test(line))).toEqual([]);
  return approvableAlerts(run);
}

/** Parts that differ of one alert; undefined when its digest is the same. */
async function changes(files: Readonly<Record<string, string>>, alert = 'shop/errors'): Promise<ApprovalPart[]> {
  const [before, after] = [(await digests(approvedTree)).get(alert), (await digests(files)).get(alert)];
  if (!before || !after) throw new Error(`${alert} does not page`);
  const parts = changedParts(before.parts, after.parts);
  expect(before.digest === after.digest).toBe(parts.length === 0);
  return parts;
}

it('knows the alerts that page', async () => {
  expect([...(await digests(approvedTree)).keys()]).toEqual(['shop/both', 'shop/errors']);
});

describe('any change to what is approved changes the digest, and says which part', () => {
  const cases: readonly (readonly [name: string, files: Record<string, string>, parts: ApprovalPart[], alert?: string])[] =
    [
      ['a field of the alert', edited('payments/shop.yaml', ['  errors:\n', '  errors:\n    priority: P1\n']), ['definition', 'route']],
      ['the date of its review', edited('payments/shop.yaml', ['  errors:\n', '  errors:\n    reviewed: 2026-11-01\n']), ['definition']],
      ['a variable of an environment that pages', edited('project.yaml', ['critical: 6', 'critical: 8']), ['definition']],
      ['a default of the project', edited('project.yaml', ['every: 1h', 'every: 2h']), ['definition']],
      ['a setting of the connection', edited('project.yaml', ['datadoghq.eu', 'datadoghq.com']), ['definition']],
      ['an override in an environment that pages', edited('payments/shop.yaml', ['environment: staging', 'environment: sandbox']), ['definition']],
      ['an environment of its own', edited('payments/shop.yaml', ['  errors:\n', '  errors:\n    environments: [production, staging]\n']), ['definition', 'route', 'runbook']],
      ['a member of a composite', edited('payments/shop.yaml', ['critical: 10', 'critical: 11']), ['definition'], 'shop/both'],
      ['the template of a member', edited('templates/http.yaml', ['critical: "${critical}"', 'critical: 99']), ['definition'], 'shop/both'],
      ['a query in the template', edited('templates/http.yaml', ['sum:errors', 'sum:faults']), ['definition', 'template']],
      ['a default of a parameter', edited('templates/http.yaml', ['default: 10m', 'default: 11m']), ['definition', 'template']],
      ['the description of a parameter', edited('templates/http.yaml', ['How long.', 'For how long.']), ['template']],
      ['a step of the escalation', edited('payments/squad.yaml', ['after: 15m', 'after: 20m']), ['route']],
      ['a rule of the routing', edited('payments/squad.yaml', ['[P1, P2, P3]', '[P1]']), ['route']],
      ['the order of policies', edited('payments/squad.yaml', ['first:', 'third:'], ['second:', 'first:'], ['third:', 'second:']), ['route']],
      ['a policy', edited('payments/squad.yaml', ['kind: batch } }, set: { priority: P5', 'path: x } }, set: { priority: P5']), ['route']],
      ['a key of a policy that looks like a position', edited('payments/squad.yaml', ['tag: { kind: batch } }, set: { priority: P5', 'tag: { path: batch } }, set: { priority: P5']), ['route']],
      ['the zone', edited('project.yaml', ['Europe/Paris', 'Europe/Berlin']), ['route']],
      ['a channel', edited('payments/squad.yaml', ['#squad-payments', '#payments']), ['route']],
      ['how the vendor is understood', edited('project.yaml', ['onCall: opsgenie', 'onCall: opsgenie\nonCallSemantics: { emptySteps: skip }']), ['route']],
      ['the tier', edited('payments/shop.yaml', ['tier: 1', 'tier: 2']), ['route']],
      ['a case of the test', edited('payments/errors.alerttest.yaml', ['9 x60', '8 x60']), ['test']],
      ['the test is gone', { ...approvedTree, 'payments/errors.alerttest.yaml': '' }, ['test']],
      ['a step of the runbook', edited('runbooks/errors.md', ['make rollback', 'make undo']), ['runbook']],
      ['prose of the runbook outside of its parts', edited('runbooks/errors.md', ['# Trigger', 'Read this first.\n\n# Trigger']), ['runbook']],
      ['a runbook in place', edited('payments/shop.yaml', ['Call the platform', 'Call somebody']), ['runbook'], 'shop/both'],
    ]; // prettier-ignore
  for (const [name, files, parts, alert] of cases)
    it(name, async () => {
      expect(await changes(files, alert)).toEqual(parts);
    });
});

describe('what says nothing about the alert leaves the digest', () => {
  const moved = (from: string, to: string): Record<string, string> => {
    const { [from]: text = '', ...rest } = approvedTree;
    return { ...rest, [to]: text };
  };
  const runbookMoved = {
    ...edited('templates/http.yaml', ['../runbooks/errors.md', '../books/requests.md']),
    'runbooks/errors.md': '',
    'books/requests.md': approvedTree['runbooks/errors.md'] ?? '',
  };
  const cases: readonly (readonly [name: string, files: Record<string, string>])[] = [
    ['a file of the application moves', moved('payments/shop.yaml', 'payments/deep/er/shop-of-ours.yml')],
    ['a test moves', moved('payments/errors.alerttest.yaml', 'payments/tests/x.yaml')],
    ['a template moves', moved('templates/http.yaml', 'common/http-template.yaml')],
    ['the runbook moves', runbookMoved],
    ['line endings', edited('runbooks/errors.md', ['\n', '\r\n'])],
    ['comments', edited('payments/shop.yaml', ['tier: 1', '# important\ntier: 1 # most'])],
    ['an override elsewhere', edited('payments/shop.yaml', ['critical: 50', 'critical: 60'])],
    ['a variable of an environment that never pages', edited('project.yaml', ['critical: 7', 'critical: 8'])],
    ['the name of a secret', edited('project.yaml', ['DD_API_KEY', 'DATADOG_KEY'])],
    ['another alert of the template', edited('templates/http.yaml', ['avg:latency', 'max:latency'])],
    ['another alert of the application', edited('payments/shop.yaml', ['avg:queue', 'max:queue'])],
    ['whose turn it is', edited('payments/squad.yaml', ['participants: [ana, bo]', 'participants: [bo, ana]'])],
    ['an override of a duty', edited('payments/squad.yaml', ['routing:', 'overrides:\n  - { schedule: oncall, from: 2026-12-24T18:00, to: 2026-12-26T09:00, person: bo, reason: swap }\nrouting:'])],
    ['a new member', edited('payments/squad.yaml', ['members: [ana, bo]', 'members: [ana, bo, zoe]'])],
  ]; // prettier-ignore
  it.each(cases)('%s', async (_name, files) => {
    expect(await changes(files)).toEqual([]);
  });

  it('the order of keys, wherever it means nothing, and the style of YAML', { timeout: 120_000 }, async () => {
    const before = await digests(approvedTree);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), fc.boolean(), async (numbers, flow) => {
        const next = (): number => numbers.next().value ?? 0;
        const files = Object.fromEntries(
          Object.entries(approvedTree).map(([name, text]) => [
            name,
            name.endsWith('.md') ? text : rewritten(text, next, flow),
          ]),
        );
        const after = await digests(files);
        for (const [key, { digest }] of before) expect(after.get(key)?.digest, key).toBe(digest);
      }),
      { numRuns: 30 },
    );
  });
});

/** Documents with keys in another order; policies keep theirs, which means something, and so do environments, whose first gives titles. */
function rewritten(text: string, next: () => number, flow: boolean): string {
  const documents = parseAllDocuments(text).map((document) => shuffled(document.toJS(), next));
  const style = flow ? ({ collectionStyle: 'flow', indent: 4 } as const) : { indent: 4 };
  return documents.map((document) => stringify(document, style)).join('---\n');
}

function shuffled(value: unknown, next: () => number, key = ''): unknown {
  if (Array.isArray(value)) return value.map((member) => shuffled(member, next));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => ({
    name,
    member: shuffled(member, next, name),
    rank: key === 'policies' || key === 'environments' ? 0 : next(),
  }));
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ name, member }) => [name, member]));
}

it('every part counts, whatever it holds', () => {
  const content = fc.record(Object.fromEntries(approvalParts.map((part) => [part, fc.jsonValue()])));
  fc.assert(
    fc.property(content, fc.constantFrom(...approvalParts), fc.jsonValue(), (before, part, value) => {
      const [old, now] = [digestOf(before as never), digestOf({ ...before, [part]: value } as never)];
      const same = JSON.stringify(normal(before[part])) === JSON.stringify(normal(value));
      expect(changedParts(old.parts, now.parts)).toEqual(same ? [] : [part]);
      expect(old.digest === now.digest).toBe(same);
    }),
    { numRuns: 500, examples: [[{ definition: [], template: 1, route: 1, test: 1, runbook: 1 }, 'definition', {}]] },
  );
});

/** Maps as sorted entries behind a word, so that an empty one is no empty list. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['map', entries.map(([key, member]) => [key, normal(member)]), 'end'];
}
