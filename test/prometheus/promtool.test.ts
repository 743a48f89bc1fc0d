import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PromtoolReport, PromtoolReportError } from '../../src/alert-tests/prometheus/promtool-report.ts';
import type { Trace, Trial } from '../../src/alert-tests/prometheus/trial.ts';
import { promqlDuration } from '../../src/definitions/values/promql-duration.ts';
import { ruleFiles } from '../../src/providers/prometheus/rule-file.ts';
import { prometheus } from '../../src/providers/prometheus/index.ts';
import { locatePromtool, traces } from '../../src/commands/promtool.ts';
import { promql } from '../unit/providers/prometheus/alert.ts';
import { context, resolvedAlert } from '../unit/providers/resolved-alert.ts';
import { ask, hostWith } from './ask.ts';
import { promtool } from './tools.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'alerts-promtool-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hostile = 'quote " back \\ brace {{ $value }} {{"{{"}} line\nnext\ttab \u2028 é 🙂 \u0001 { } [ ] # : - ? %';

function trial(expr: string, patch: Partial<Trial> = {}): Trial {
  return {
    alertname: 'A',
    rules: [{ alert: 'A', expr, labels: { severity: 'critical' } }],
    series: [{ series: 'm{x="1"}', values: '1 6x3 stale _ 7' }],
    interval: 60,
    times: [0, 60, 120, 180, 240, 300, 360, 420],
    ...patch,
  };
}

function firingAt(trace: Trace | undefined): number[] {
  return trace && 'firing' in trace ? [...trace.firing.keys()] : [];
}

describe('asking promtool', () => {
  it('reads what fires, and nothing else', async () => {
    const [gone, pending] = await ask([
      trial('m > 5'),
      trial('m > 5', { rules: [{ alert: 'A', expr: 'm > 5', for: '2m' }] }),
    ]);
    expect(firingAt(gone)).toEqual([60, 120, 180, 240, 420]);
    expect(firingAt(pending)).toEqual([180, 240]);
  });

  it('says what is wrong with the rules of one trial, and runs the others', async () => {
    const [broken, fine, clash] = await ask([
      trial('rate(sum(m)) > 5'),
      trial('m > 5'),
      trial('m * on (nothing) group_left () n > 0', {
        series: [
          { series: 'm', values: '1x9' },
          { series: 'n{a="1"}', values: '1x9' },
          { series: 'n{a="2"}', values: '1x9' },
        ],
      }),
    ]);
    expect(broken).toEqual({ error: expect.stringContaining('expected type range vector') as unknown });
    expect(firingAt(fine)).toEqual([60, 120, 180, 240, 420]);
    expect(clash).toEqual({ error: expect.stringContaining('many-to-many matching not allowed') as unknown });
  });

  it('reads texts as they were written, whatever stands in them', async () => {
    const alert = resolvedAlert({
      source: promql('m'),
      condition: { kind: 'measurement', is: 'above', critical: 5 },
      runbook: { trigger: hostile, resolution: [hostile] },
      dashboard: 'https://example.org/{{ template "x" }}',
      tags: { kind: '{{ $labels.instance }}' },
    });
    const { resources, problems } = prometheus.compile(alert, context());
    expect(problems).toEqual([]);
    const rules = resources.map(({ inputs }) => inputs) as Trial['rules'];
    const [trace] = await ask([trial('', { rules, alertname: 'CheckoutApiCardErrors' })]);
    const [fired] = trace && 'firing' in trace ? (trace.firing.get(60) ?? []) : [];
    expect(fired?.annotations['runbook']).toBe(
      `${hostile.replace(/\{\{ \$value \}\}/, '{{ $value }}')}\n1. ${hostile}`,
    );
    expect(fired?.annotations['dashboard']).toBe('https://example.org/{{ template "x" }}');
    expect(fired?.labels['kind']).toBe('{{ $labels.instance }}');
  });

  it('is confirmed by promtool: what was read, stated as expectation, holds', async () => {
    const asked = [trial('m > 5'), trial('m > 1'), trial('absent(m)')];
    const answers = await ask(asked);
    const tests = asked.map((one, index) => {
      const trace = answers[index];
      writeFileSync(path.join(folder, `r${index}.yaml`), JSON.stringify({ groups: [{ name: 'g', rules: one.rules }] }));
      const expected = one.times.map((at) => ({
        eval_time: promqlDuration(at),
        alertname: 'A',
        exp_alerts: (trace && 'firing' in trace ? (trace.firing.get(at) ?? []) : []).map(({ labels, annotations }) => ({
          exp_labels: labels,
          exp_annotations: annotations,
        })),
      }));
      const file = `t${index}.yaml`;
      const body = {
        rule_files: [`r${index}.yaml`],
        tests: [{ interval: '1m', input_series: one.series, alert_rule_test: expected }],
      };
      writeFileSync(path.join(folder, file), JSON.stringify(body));
      return file;
    });
    const { status, stdout, stderr } = spawnSync(promtool(), ['test', 'rules', ...tests], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).not.toContain('FAILED');
    expect(status).toBe(0);
  });

  it('compiles files that promtool accepts', () => {
    const alert = resolvedAlert({
      source: promql('sum by (queue) (jobs_depth) # deep', { keepFiringFor: '5m' }),
      condition: {
        kind: 'measurement',
        is: 'at-least',
        critical: 1e-7,
        warning: 1e-8,
        recovery: 0,
        over: 600,
        delay: 60,
        noData: 'notify',
      },
      message: hostile.replace('{{ $value }}', '{{value}}').replace('{{"{{"}}', ''),
      groups: { by: [{ alias: 'queue', facet: 'queue' }] },
      tags: { version: '1_0e3', octal: '010' },
    });
    const { resources, problems } = prometheus.compile(alert, context());
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const nodes = resources.map(({ part = '', ...rest }) => ({
      ...rest, identity: `x#${part}`, aliases: [], squad: 'payments', application: 'checkout-api', environment: 'production', origins: {}, layers: {}, source: '',
    })); // prettier-ignore
    const [[, text] = ['', '']] = [...ruleFiles({ name: 'production.payments', nodes })];
    const file = path.join(folder, 'rules.yaml');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(promtool(), ['check', 'rules', file], { encoding: 'utf8' });
    expect(`${stdout}${stderr}`).toContain('SUCCESS: 3 rules found');
    expect(status).toBe(0);
  });
});

describe('a promtool that does not do', () => {
  const script = (text: string): string => {
    const file = path.join(folder, `fake-${text.length}`);
    writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return file;
  };

  it('is missing', () => {
    expect(() => locatePromtool({ PATH: folder })).toThrow(/promtool is not in PATH.*apt-get install prometheus/);
    expect(() => locatePromtool({ PATH: folder, ALERTS_PROMTOOL: '/nowhere/promtool' })).toThrow(
      /ALERTS_PROMTOOL names \/nowhere\/promtool, which cannot be run/,
    );
  });

  it.each([
    ['says nothing', 'exit 0', /reports in a form/],
    ['says something else', 'echo "Unit Testing:  t0.yaml"; echo "  alert A fired"; exit 1', /reports in a form/],
    ['ends otherwise', 'exit 3', /ended with status 3/],
  ])('%s', async (_, text, message) => {
    await expect(traces([trial('m > 5')], hostWith({ ALERTS_PROMTOOL: script(text) }))).rejects.toThrow(message);
  });

  it('never passes for one that fires nothing', () => {
    const report = new PromtoolReport(1, new Map([['t0.yaml', [0]]]));
    expect(() => report.line('something else')).toThrow(PromtoolReportError);
    report.line('Unit Testing:  t0.yaml');
    expect(() => report.line('Annotations:{}')).toThrow(PromtoolReportError);
    expect(() => report.line('alertname: A, time: soon,')).toThrow(PromtoolReportError);
  });
});
