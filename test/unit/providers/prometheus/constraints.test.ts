import { afterAll, describe, expect, it } from 'vitest';
import type { CompileContext } from '../../../../src/providers/provider.ts';
import { constraints } from '../../../../src/providers/prometheus/constraints.ts';
import { prometheus } from '../../../../src/providers/prometheus/index.ts';
import { context, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';
import { gauge, promql } from './alert.ts';

type Case = [fires: AlertPatch, quiet: AlertPatch, at: string, lookup?: Partial<CompileContext>];

const by = (...facets: string[]): AlertPatch['groups'] => ({ by: facets.map((facet) => ({ alias: facet, facet })) });
const notify = { critical: ['on-call' as const], warning: [], noData: [], recovery: [] };
const expr = (text: string): AlertPatch => gauge({}, { source: promql(text) });
const at = 'source.prometheus.expr';

const cases: Record<string, Case[]> = {
  'prometheus/syntax': [
    [expr('sum(rate(x[5m]) +'), expr('sum(rate(x[5m]))'), at],
    [expr('a) or (b'), expr('a or b'), at],
    [expr('x[5m]'), expr('max_over_time(x[5m])'), at],
    [expr('"text"'), expr('vector(1)'), at],
    [expr('no_such_function(x)'), expr('abs(x)'), at],
    [expr('x{a="b}'), expr('x{a="b"} # why'), at],
  ],
  'prometheus/interpolation-leftover': [[expr('x{env="${nothing}"}'), expr('x{env="prod"}'), at]],
  'prometheus/template-variable': [
    [gauge({}, { message: '{{vlaue}}' }), gauge({}, { message: '{{value}} of {{threshold}}' }), 'message'],
    [gauge({}, { impact: '{{ $value }}' }), gauge({}, { impact: 'braces { } are fine' }), 'impact'],
  ],
  'prometheus/label': [
    [gauge({}, { tags: { squad: 'x' } }), gauge({}, { tags: { kind: 'batch' } }), 'tags.squad'],
    [gauge({}, { tags: { 'a-b': 'x' } }), gauge({}, { tags: { a_b: 'x' } }), 'tags.a-b'],
    [gauge({}, { groups: by('priority') }), gauge({}, { groups: by('queue') }), 'groups.by'],
    [gauge({}, { groups: by('@http.url') }), gauge({}, { groups: by('url') }), 'groups.by'],
  ],
  'prometheus/owner-group': [
    [
      gauge({}, { reaches: { fromGroup: 'team', otherwise: 'sre' } }),
      gauge({}, { reaches: { fromGroup: 'team', otherwise: 'sre' }, groups: by('team') }),
      'squad.fromGroup',
    ],
  ],
  'prometheus/window': [[gauge({ over: 90 }), gauge({ over: 120 }), 'condition.over']],
  'prometheus/reduce': [[gauge({ reduce: 'max' }), gauge({ reduce: 'max', over: 300 }), 'condition.reduce']],
  'prometheus/at-least': [[gauge({ atLeast: { requests: 5 } }), gauge(), 'condition.atLeast']],
  'prometheus/full-window': [[gauge({ fullWindow: true }), gauge({ fullWindow: false }), 'condition.fullWindow']],
  'prometheus/keep': [
    [
      gauge({ noData: 'keep' }),
      gauge({ noData: 'keep' }, { source: promql('jobs_depth', { keepFiringFor: '10m' }) }),
      'condition.noData',
    ],
    [gauge({ noData: 'keep' }), gauge({ noData: 'keep' }, { byDefault: ['condition.noData'] }), 'condition.noData'],
  ],
  'prometheus/no-data-groups': [
    [gauge({ noData: 'notify' }, { groups: by('queue') }), gauge({ noData: 'notify' }), 'condition.noData'],
  ],
  'prometheus/notify-grouping': [
    [
      gauge({}, { groups: { by: by('a', 'b')?.by ?? [], notify: ['a'] } }),
      gauge({}, { groups: { by: by('a', 'b')?.by ?? [], notify: ['a', 'b'] } }),
      'groups.notify',
    ],
  ],
  'prometheus/new-group-delay': [
    [
      gauge({}, { groups: { by: by('a')?.by ?? [], newGroupDelay: 600 } }),
      gauge({}, { groups: by('a') }),
      'groups.newGroupDelay',
    ],
  ],
  'prometheus/renotify': [
    [
      gauge({}, { renotify: { every: 3600 } }),
      gauge({}, { renotify: { every: 3600 }, byDefault: ['renotify'] }),
      'renotify.every',
    ],
  ],
  'prometheus/recovery-notice': [
    [gauge({}, { notify: { ...notify, recovery: ['on-call'] } }), gauge({}, { notify }), 'notify.recovery'],
  ],
  'prometheus/auto-close': [[gauge({}, { autoClose: 3600 }), gauge(), 'autoClose']],
};

const found = new Set<string>();

describe('constraints of Prometheus', () => {
  for (const [constraint, all] of Object.entries(cases))
    all.forEach(([fires, quiet, path, lookup], index) =>
      it(`${constraint} ${index + 1}`, () => {
        const problems = prometheus.compile(resolvedAlert(fires), context(lookup)).problems;
        expect(problems.map((one) => [one.constraint, one.path.join('.')])).toEqual([[constraint, path]]);
        problems.forEach((one) => found.add(one.constraint));
        expect(prometheus.compile(resolvedAlert(quiet), context(lookup)).problems).toEqual([]);
      }),
    );

  afterAll(() => expect([...found].sort()).toEqual(constraints.map(({ id }) => id).sort()));
});
