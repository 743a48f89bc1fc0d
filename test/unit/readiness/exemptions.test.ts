import { describe, expect, it } from 'vitest';
import { exemptionDocument } from '../../../src/lint/support/exemption.ts';
import { readinessViews } from '../../../src/pipeline/readiness-views.ts';
import { findingsOf, judge, unneededExemptions, type CheckResult } from '../../../src/readiness/evaluate.ts';
import { unknownAlerts } from '../../../src/readiness/exemption-alerts.ts';
import { checkExampleFiles } from '../../../src/readiness/examples/example-files.ts';
import { checks } from '../../../src/readiness/registry.generated.ts';
import { scorecardOf } from '../../../src/readiness/scorecard.ts';
import { findingLines, runTexts } from '../../support/tree.ts';

/** Two pages that nobody reviewed: the check `review/recent` has a gap for each. */
const neverReviewed = 'alerts: { card-errors: { reviewed: null }, burn-fast: { reviewed: null } }';

interface Judged {
  readonly review: CheckResult | undefined;
  readonly exemptGaps: number;
  readonly findings: readonly string[];
  readonly lint: readonly string[];
}

async function judged(
  fields: Readonly<Record<string, string | undefined>>,
  application = neverReviewed,
): Promise<Judged> {
  const exemption = exemptionDocument({ check: 'review/recent', ...fields });
  const run = await runTexts(checkExampleFiles({ application, files: { 'payments/exemption.yaml': exemption } }));
  const input = readinessViews(run, (id) => id === 'checkout-api');
  const [view] = input?.views ?? [];
  if (!input || !view) throw new Error(findingLines(run).join('\n'));
  const results = judge(view, checks);
  const findings = [
    ...unknownAlerts(input.exemptions.all, [view]),
    ...unneededExemptions(results, [view]),
    ...findingsOf(results, new Map([[view.id, view]])),
  ];
  return {
    review: results.find(({ check }) => check.id === 'review/recent'),
    exemptGaps: scorecardOf(view, results).exemptGaps,
    findings: findings.map(({ rule, severity, message }) => `${severity} ${rule} ${message}`),
    lint: findingLines(run),
  };
}

const subjects = (list: readonly { readonly subject?: string }[] = []): string[] =>
  list.map(({ subject }) => subject ?? '');

describe('an exemption whose `when` names what only alerts have', () => {
  it.each([
    ['an alert', '{ application: checkout-api, alert: card-errors }'],
    ['an alert with its application', '{ alert: checkout-api/card-errors }'],
    ['one of a list', '{ alert: [checkout-api/card-errors, checkout-api/pool-full] }'],
    ['a pattern', '{ alert: checkout-api/card-* }'],
    ['a category', '{ application: checkout-api, category: errors }'],
  ])('%s: exempts that alert, and no other', async (_, when) => {
    const { review, exemptGaps, findings } = await judged({ when });
    expect(review?.verdict).toBe('fail');
    expect(subjects(review?.gaps)).toEqual(['checkout-api/burn-fast']);
    expect(subjects(review?.exempt.map(({ gap }) => gap))).toEqual(['checkout-api/card-errors']);
    expect(exemptGaps).toBe(1);
    expect(findings).toEqual(['error readiness/review/recent checkout-api/burn-fast pages and was never reviewed.']);
  });

  it('exempts the check when nothing of it is left, and counts each alert', async () => {
    const { review, exemptGaps, findings } = await judged({ when: '{ application: checkout-api, priority: P1 }' });
    expect(review?.verdict).toBe('exempt');
    expect(review?.exemption?.id).toBe('no-sandbox');
    expect(exemptGaps).toBe(2);
    expect(findings).toEqual([]);
  });

  it('does not exempt what the application as a whole lacks', async () => {
    const { findings } = await judged(
      { check: 'ownership/lead', when: '{ alert: checkout-api/card-errors }' },
      neverReviewed,
    );
    expect(findings).toContainEqual(expect.stringMatching(/^info readiness\/unneeded-exemption /));
  });

  it.each([
    ['has ended', { until: '2026-11-22' }, /^error readiness\/exemption\/unexpired /],
    ['is not approved', { approvedBy: undefined }, /^error readiness\/exemption\/approved /],
    ['lasts too long', { until: '2027-11-22' }, /^error readiness\/exemption\/length /],
    ['belongs to nobody of the squad', { owner: 'zoe' }, /^error readiness\/exemption\/owner-in-squad /],
  ])('%s: is reported as one for the application is', async (_, fields, expected) => {
    const { findings } = await judged({ when: '{ alert: checkout-api/card-errors }', ...fields });
    expect(findings).toContainEqual(expect.stringMatching(expected));
  });

  it('exempts nothing after its last day', async () => {
    const { review } = await judged({ when: '{ alert: checkout-api/card-errors }', until: '2026-11-22' });
    expect(subjects(review?.gaps)).toEqual(['checkout-api/burn-fast', 'checkout-api/card-errors']);
  });

  it('is found out when it names an alert that does not exist', async () => {
    const { findings } = await judged({ when: '{ alert: [checkout-api/card-eror, checkout-api/burn-fast] }' });
    expect(findings).toContain(
      'error readiness/unknown-alert The exemption no-sandbox names the alert checkout-api/card-eror, which nobody judges.',
    );
  });

  it('is found out when its alert is no longer to blame', async () => {
    const { findings } = await judged({ when: '{ alert: checkout-api/card-errors }' }, '{}');
    expect(findings).toEqual([expect.stringMatching(/^info readiness\/unneeded-exemption /)]);
  });

  it.each(['hours: business', 'title: x', 'group: { acquirer: north }'])('cannot name %s', async (key) => {
    const { lint } = await judged({ when: `{ application: checkout-api, ${key} }` });
    expect(lint).toContainEqual(expect.stringMatching(/exemption\.yaml.* error schema\//));
  });
});

describe('a gap of routing, which names the alerts that it is about', () => {
  const late = {
    squad:
      'escalations: { off-hours: [{ after: 45m, notify: [{ schedule: oncall }] }, { after: 60m, notify: [{ squad: payments, take: everyone }] }] }',
  };
  it.each([
    ['all of them', '{ priority: P1, application: checkout-api }', 'exempt', ['burn-fast', 'card-errors']],
    ['one of them', '{ alert: checkout-api/card-errors }', 'fail', ['card-errors']],
  ])('is exempt with its alerts: %s', async (_, when, verdict, exempt) => {
    const check = 'routing/urgent-within-half-an-hour';
    const files = { 'payments/exemption.yaml': exemptionDocument({ check, when }) };
    const run = await runTexts(checkExampleFiles({ ...late, files }));
    const [view] = readinessViews(run, (id) => id === 'checkout-api')?.views ?? [];
    const result = (view ? judge(view, checks) : []).find((one) => one.check.id === check);
    expect(result?.verdict).toBe(verdict);
    expect(result?.exempt.flatMap(({ gap }) => gap.alerts ?? []).sort()).toEqual(exempt);
  });
});

it('an exemption of an application covers all its alerts', async () => {
  const { review, exemptGaps } = await judged({});
  expect([review?.verdict, exemptGaps]).toEqual(['exempt', 2]);
});
