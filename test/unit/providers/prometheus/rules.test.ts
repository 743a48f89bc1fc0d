import { describe, expect, it } from 'vitest';
import type { CompiledResource } from '../../../../src/providers/provider.ts';
import { prometheus } from '../../../../src/providers/prometheus/index.ts';
import { promqlDuration, promqlSeconds } from '../../../../src/definitions/values/promql-duration.ts';
import { context, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';
import { gauge, promql } from './alert.ts';

function rulesOf(patch: AlertPatch): readonly CompiledResource[] {
  const { resources, problems } = prometheus.compile(
    resolvedAlert(patch),
    context({ squads: () => ['payments', 'sre'] }),
  );
  expect(problems).toEqual([]);
  return resources;
}

function inputsOf(patch: AlertPatch): Record<string, unknown> {
  return (rulesOf(patch)[0]?.inputs ?? {}) as Record<string, unknown>;
}

describe('rules', () => {
  it('appends operator and threshold to the expression', () => {
    const written = (['above', 'at-least', 'below', 'at-most'] as const).map((is) => inputsOf(gauge({ is }))['expr']);
    expect(written).toEqual(['>', '>=', '<', '<='].map((operator) => `(jobs_depth) ${operator} 100`));
  });

  it('keeps a comment from swallowing the comparison', () => {
    const source = promql('jobs_depth # as the workers see it');
    expect(inputsOf(gauge({}, { source }))['expr']).toBe('(\njobs_depth # as the workers see it\n) > 100');
  });

  it('holds as many minutes in a window before and after Prometheus 3', () => {
    expect(inputsOf(gauge({ over: 300, reduce: 'min' }))['expr']).toBe(
      'min_over_time((jobs_depth)[4m59s999ms:1m]) > 100',
    );
    expect(inputsOf(gauge({ over: 300 }))['expr']).toBe('avg_over_time((jobs_depth)[4m59s999ms:1m]) > 100');
    expect(inputsOf(gauge({ delay: 120 }))['expr']).toBe('last_over_time((jobs_depth)[59s999ms:1m] offset 2m) > 100');
  });

  it('recovers at the recovery threshold, while the rule fires', () => {
    const { expr } = inputsOf(gauge({ recovery: 80 })) as { expr: string };
    expect(expr).toMatch(/^\(jobs_depth\) > 100 or \(jobs_depth\) > 80 and ignoring \(alert, alertname, .*\) ALERTS\{/);
    expect(expr).toContain('alertname="CheckoutApiCardErrors", alertstate="firing", severity="critical"');
  });

  it('has a rule per threshold and one for missing data, of one name', () => {
    const rules = rulesOf(gauge({ warning: 50, noData: 'notify', for: 300 }));
    expect(rules.map(({ part, inputs }) => [part, inputs['alert'], inputs['expr'], inputs['for']])).toEqual([
      [undefined, 'CheckoutApiCardErrors', '(jobs_depth) > 100', '5m'],
      ['warning', 'CheckoutApiCardErrors', '(jobs_depth) > 50', '5m'],
      ['no-data', 'CheckoutApiCardErrors', 'absent((jobs_depth))', '5m'],
    ]);
    expect(rules.map(({ inputs }) => (inputs['labels'] as Record<string, string>)['notify'])).toEqual([
      'on-call',
      'channel:default',
      'channel:default',
    ]);
  });

  it('goes on firing for as long as the source says', () => {
    const source = promql('jobs_depth', { keepFiringFor: '10m' });
    expect(inputsOf(gauge({}, { source }))['keep_firing_for']).toBe('10m');
  });

  it('fills texts when the alert fires, and shows all other braces', () => {
    const { annotations } = inputsOf(
      gauge(
        { critical: 0.05 },
        {
          source: promql('errors / requests', { unit: 'ratio' }),
          message: '{{value}} of {{group.queue}} fail, more than {{threshold}}',
          groups: { by: [{ alias: 'queue', facet: 'rabbitmq_queue' }] },
          runbook: { trigger: 'It fails.', resolution: ["docker ps --format '{{.Names}}' {{ unbalanced"] },
          dashboard: 'https://grafana.example/d/{{x}}',
        },
      ),
    ) as { annotations: Record<string, string> };
    expect(annotations['description']).toContain(
      '{{ $value | humanizePercentage }} of {{ $labels.rabbitmq_queue }} fail, more than 5%',
    );
    expect(annotations['runbook']).toContain(`docker ps --format '{{ "{{" }}.Names}}' {{ "{{" }} unbalanced`);
    expect(annotations['dashboard']).toBe('https://grafana.example/d/{{ "{{" }}x}}');
  });

  it('says nothing of a value or a group that missing data do not have', () => {
    const [, missing] = rulesOf(gauge({ noData: 'notify' }, { message: '{{value}} wait' }));
    const annotations = missing?.inputs['annotations'] as Record<string, string>;
    expect(annotations['title']).toMatch(/\(no data\)$/);
    expect(annotations['description']).toMatch(/^No data\. no data wait/);
  });

  it('notifies nobody on trial or when disabled', () => {
    const disabled = inputsOf(gauge({}, { disabled: { reason: 'x' } }));
    const trial = inputsOf(gauge({}, { shadowUntil: '2027-01-01' }));
    for (const { labels } of [disabled, trial] as { labels: Record<string, string> }[])
      expect(labels['notify']).toBe('none');
  });

  it('takes the owner from a group only where there is such a squad', () => {
    const groups = { by: [{ alias: 'team', facet: 'team' }] };
    const { labels } = inputsOf(gauge({}, { reaches: { fromGroup: 'team', otherwise: 'sre' }, groups })) as {
      labels: Record<string, string>;
    };
    expect(labels['squad']).toBe(
      '{{ if match "^(?:payments|sre)$" $labels.team }}{{ $labels.team }}{{ else }}sre{{ end }}',
    );
  });

  it('points at the place in an expression', () => {
    const [problem] = prometheus.compile(
      resolvedAlert(gauge({}, { source: promql('sum(x) >> 3') })),
      context(),
    ).problems;
    expect(problem?.within).toEqual({ start: 8, end: 8 });
  });
});

describe('lengths of time', () => {
  it('are written as Prometheus reads them', () => {
    expect([0.001, 59.999, 60, 5400, 86_400 * 9].map(promqlDuration)).toEqual(['1ms', '59s999ms', '1m', '1h30m', '9d']);
    expect(['1h30m', '5m', '90', '1ms', '5x', '1w2d'].map(promqlSeconds)).toEqual([
      5400,
      300,
      90,
      0.001,
      undefined,
      777_600,
    ]);
  });
});
