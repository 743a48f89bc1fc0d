import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NotifyTarget, ResolvedAlert } from '../../../../src/definitions/types.ts';
import { datadog } from '../../../../src/providers/datadog/index.ts';
import { context, datadogSource, level, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';

const condition = { kind: 'measurement', is: 'above', critical: 100, warning: 50, over: 300 } as const;

function message(patch: Partial<AlertPatch>, wanted = context()): string {
  const { resources } = datadog.compile(resolvedAlert({ source: level, condition, ...patch }), wanted);
  return String(resources[0]?.inputs['message']);
}

/** The text with every block removed, innermost first; throws when they do not match. */
function outside(text: string): string {
  let rest = text.replace(/\{\{\{\{raw\}\}\}\}.*?\{\{\{\{\/raw\}\}\}\}/gs, '');
  const inner = /\{\{[#^](\w+)[^{}]*\}\}(?:(?!\{\{[#^/]).)*?\{\{\/\1\}\}/s;
  while (inner.test(rest)) rest = rest.replace(inner, '');
  if (/\{\{[#^/]/.test(rest)) throw new Error(`unbalanced: ${rest}`);
  return rest;
}

describe('message', () => {
  it('tells what, why it matters, what to do and who, then notifies', () => {
    const text = message({
      message:
        '{{value}} of card payments fail at {{group.acquirer}} (limit {{ threshold }}, warning {{warn_threshold}})',
      impact: 'Customers cannot pay.',
      groups: { by: [{ alias: 'acquirer', facet: 'acquirer' }] },
      condition: { ...condition, noData: 'notify' },
      runbook: {
        trigger: 'More than 100 jobs wait.',
        resolution: ["`docker ps --format '{{.Names}}'`", 'Search @http.status_code:500\nand read on.'],
        expectedTime: 900,
      },
      dashboard: 'https://app.datadoghq.example/dashboard/abc?q=@x',
      links: [{ title: 'Runbook', url: 'https://wiki.example/x' }],
    });
    expect(text).toBe(
      [
        '{{value}} of card payments fail at {{acquirer.name}} (limit {{threshold}}, warning {{warn_threshold}})',
        '**What**: Card payments fail',
        '**Impact**: Customers cannot pay.',
        '**Owner**: payments · **Alert**: checkout-api/card-errors in production (P1) · **Where**: acquirer {{acquirer.name}}',
        "**Runbook** (expected time 15m): More than 100 jobs wait.\n1. `docker ps --format '{{{{raw}}}}{{.Names}}{{{{/raw}}}}'`\n2. Search @http.status_code:500\n   and read on.",
        '[Dashboard](https://app.datadoghq.example/dashboard/abc?q=%40x) · [Runbook](https://wiki.example/x)',
        [
          '{{#is_alert}} @opsgenie-payments {{/is_alert}}',
          '{{#is_warning}} @slack-squad-payments {{/is_warning}}',
          '{{#is_no_data}} @slack-squad-payments {{/is_no_data}}',
          '{{#is_alert_recovery}} @opsgenie-payments {{/is_alert_recovery}}',
          '{{#is_warning_recovery}} @opsgenie-payments {{/is_warning_recovery}}',
          '{{#is_no_data_recovery}} @opsgenie-payments {{/is_no_data_recovery}}',
        ].join('\n'),
      ].join('\n\n'),
    );
  });

  it('closes the page only on ways back that exist', () => {
    const simple = { kind: 'measurement', is: 'above', critical: 100 } as const;
    expect(message({ condition: simple }).split('\n').slice(-2)).toEqual([
      '{{#is_alert}} @opsgenie-payments {{/is_alert}}',
      '{{#is_alert_recovery}} @opsgenie-payments {{/is_alert_recovery}}',
    ]);
  });

  it('notifies nobody while disabled or on trial', () => {
    const disabled = { reason: 'migration', until: '2027-01-31' };
    for (const patch of [{ disabled }, { shadowUntil: '2027-01-31' }]) {
      const { resources } = datadog.compile(
        resolvedAlert({ source: level, condition, renotify: { every: 3600 }, ...patch }),
        context(),
      );
      expect(resources[0]?.inputs['message']).not.toContain('@');
      expect(resources[0]?.inputs['message']).toContain('until 2027-01-31');
      expect(resources[0]?.inputs).not.toHaveProperty('renotifyInterval');
    }
  });

  it('writes facets with brackets where Datadog wants them', () => {
    const facets = ['service', 'kube_pod', '@machine', '@network.client.ip', 'dot.key'];
    const text = message({
      source: datadogSource('logs', { query: '*' }),
      groups: { by: facets.map((facet, index) => ({ alias: `g${index}`, facet })) },
      message: facets.map((_, index) => `{{group.g${index}}}`).join(' '),
    });
    expect(text.split('\n')[0]).toBe(
      '{{service.name}} {{kube_pod.name}} {{@machine.name}} {{[@network.client.ip].name}} {{[dot.key].name}}',
    );
  });

  it('repeats only states that somebody hears of', () => {
    const inputs = (patch: Partial<AlertPatch>): unknown =>
      datadog.compile(
        resolvedAlert({ source: level, condition, renotify: { every: 3600, max: 3 }, ...patch }),
        context(),
      ).resources[0]?.inputs['renotifyStatuses'];
    const nobody = { critical: [], warning: [], noData: [], recovery: [] };
    expect(inputs({})).toEqual(['alert', 'warn']);
    expect(inputs({ condition: { ...condition, noData: 'notify' } })).toEqual(['alert', 'no data', 'warn']);
    expect(inputs({ notify: { ...nobody, critical: ['on-call'] } })).toEqual(['alert']);
    expect(inputs({ notify: nobody })).toBeUndefined();
  });
});

describe('an owner that follows from a group', () => {
  const patch: Partial<AlertPatch> = {
    condition: { kind: 'measurement', is: 'above', critical: 100 },
    groups: { by: [{ alias: 'team', facet: 'team' }] },
    reaches: { fromGroup: 'team', otherwise: 'sre' },
  };

  it('reaches exactly one squad when all are known', () => {
    const text = message(patch, context({ squads: () => ['identity', 'payments', 'sre'] }));
    expect(text).toContain(
      [
        '{{#is_alert}} {{#is_exact_match "team.name" "identity"}} @opsgenie-identity {{/is_exact_match}}',
        '{{#is_exact_match "team.name" "payments"}} @opsgenie-payments {{/is_exact_match}}',
        '{{^is_exact_match "team.name" "payments"}} {{^is_exact_match "team.name" "identity"}} @opsgenie-sre {{/is_exact_match}} {{/is_exact_match}} {{/is_alert}}',
      ].join('\n'),
    );
    expect(outside(text)).not.toContain('@');
  });

  it('reaches the fallback as well when they are not', () => {
    expect(message(patch)).toContain('{{#is_alert}} @opsgenie-{{team.name}} @opsgenie-sre {{/is_alert}}');
  });
});

const target = fc.constantFrom<NotifyTarget>('on-call', { channel: 'default' }, { channel: 'incidents' });
const targets = fc.array(target, { maxLength: 2 });
const piece = fc.constantFrom(
  'text ', '{{value}}', '{{group.team}}', '{{', '}}', '{{#is_alert}}', '{{/is_alert}}', '{{^x}}', '{{else}}', '{{{', '}}}', '@here ', '@slack-x ',
  '@team-a', '{{{{raw}}}}', '{{{{/raw}}}}', "{{.Names}}", '{{!-- c --}}', '@', '\n', '`', '${x}', '"$@"', 'a@b.example', '{{ else }}', '{{&x}}',
); // prettier-ignore
const words = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
);
const alerts: fc.Arbitrary<ResolvedAlert> = fc
  .record({
    message: fc.option(words, { nil: undefined }),
    impact: fc.option(words, { nil: undefined }),
    description: words,
    runbook: fc.option(fc.record({ trigger: words, resolution: fc.array(words, { maxLength: 3 }) }), {
      nil: undefined,
    }),
    links: fc.array(fc.record({ title: words, url: fc.webUrl() }), { maxLength: 2 }),
    notify: fc.record({ critical: targets, warning: targets, noData: targets, recovery: targets }),
    reaches: fc.constantFrom({ squad: 'payments' }, { fromGroup: 'team', otherwise: 'sre' }),
    noData: fc.constantFrom('ok', 'keep', 'notify', 'resolve', undefined),
    warning: fc.constantFrom(50, undefined),
  })
  .map(({ noData, warning, ...patch }) =>
    resolvedAlert({
      source: level,
      groups: { by: [{ alias: 'team', facet: 'team' }] },
      condition: { ...condition, warning, noData },
      ...patch,
    }),
  );

describe('whatever people write', () => {
  it('blocks are balanced and no handle stands outside of one, or the text is refused', () => {
    const check = (alert: ResolvedAlert): void => {
      const { resources, problems } = datadog.compile(
        alert,
        context({ squads: () => ['identity', 'payments', 'sre'] }),
      );
      const refused = problems.some((problem) => /text-(mention|conditional)$/.test(problem.constraint));
      const text = String(resources[0]?.inputs['message']);
      if (refused) return;
      expect(outside(text)).not.toMatch(/(^|\s)@(here|all|slack-|team-|opsgenie-|\w[\w.+-]*@\w)/);
      expect(outside(text)).not.toMatch(/\{\{\s*else/);
    };
    fc.assert(fc.property(alerts, check), { numRuns: 2000 });
  });

  it('the same alert gives the same bytes', () => {
    const bytes = (alert: ResolvedAlert): string => JSON.stringify(datadog.compile(alert, context()));
    fc.assert(
      fc.property(alerts, (alert) => bytes(alert) === bytes({ ...alert })),
      { numRuns: 200 },
    );
  });
});
