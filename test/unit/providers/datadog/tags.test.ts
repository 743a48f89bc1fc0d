import { describe, expect, it } from 'vitest';
import { datadog } from '../../../../src/providers/datadog/index.ts';
import { normalisedTag } from '../../../../src/providers/datadog/tags.ts';
import { context, level, resolvedAlert, type AlertPatch } from '../resolved-alert.ts';

const condition = { kind: 'measurement', is: 'above', critical: 1 } as const;

function inputs(patch: Partial<AlertPatch>): Readonly<Record<string, unknown>> {
  return datadog.compile(resolvedAlert({ source: level, condition, ...patch }), context()).resources[0]?.inputs ?? {};
}

describe('what every monitor carries', () => {
  it('sorted tags with the marker, in lower case', () => {
    expect(inputs({ category: 'errors', active: 'not business', tags: { kind: 'Batch' } })['tags']).toEqual([
      'active:not-business',
      'alerts_identity:production/checkout-api/card-errors',
      'alerts_project:7f3c9a52e1',
      'alerts_unit:production.payments',
      'category:errors',
      'env:production',
      'kind:batch',
      'managed-by:alerts',
      'service:checkout-api',
      'team:payments',
    ]);
  });

  it('hours in place are only marked', () => {
    expect(inputs({ active: { weekly: 'mon-fri' } })['tags']).toContain('active:in-place');
  });

  it('a priority as text, a title in Datadog words, runbooks as assets', () => {
    const groups = { by: [{ alias: 'ip', facet: 'network.ip' }] };
    const links = [{ title: 'Runbook', url: 'https://wiki.example/r' }];
    expect(inputs({ groups, title: 'a | b | c | {{group.ip}}', links, autoClose: 7200 })).toMatchObject({
      name: 'a | b | c | {{[network.ip].name}}',
      priority: '1',
      includeTags: false,
      timeoutH: 2,
      assets: [{ category: 'runbook', name: 'Runbook', url: 'https://wiki.example/r' }],
    });
  });
});

describe('normalisedTag', () => {
  it.each([
    ['Team:A b', 'team:a_b'],
    ['1a', 'a'],
    ['a__b_', 'a_b'],
    ['é:x/y.z-1', 'é:x/y.z-1'],
    ['a'.repeat(300), 'a'.repeat(200)],
  ])('%s', (tag, expected) => expect(normalisedTag(tag)).toBe(expected));
});
