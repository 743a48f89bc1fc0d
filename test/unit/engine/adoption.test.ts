import { describe, expect, test } from 'vitest';
import { decideAdoption, type AdoptionFacts } from '../../../src/engine/units/adoption.ts';
import { logicalName } from '../../../src/graph/logical-name.ts';
import type { LiveObject } from '../../../src/providers/live.ts';
import { monitorNode } from './nodes.ts';

const identity = 'production/checkout/errors';
const type = 'datadog:index/monitor:Monitor';
const node = monitorNode(identity);
const marker = { project: 'p1', unit: 'production.payments', identity };

const nothing = { importIds: new Map(), superseded: new Map(), problems: [] };

function live(id: string, more: Partial<LiveObject> = {}): LiveObject {
  return { type, id, title: node.title, key: identity, marker, ...more };
}

function decide(more: Partial<AdoptionFacts>): ReturnType<typeof decideAdoption> {
  return decideAdoption({
    nodes: [node],
    state: [],
    live: [],
    intents: [],
    gone: new Set(),
    chosen: new Map(),
    project: 'p1',
    keysOf: (one) => [one.identity, ...one.aliases],
    fixedOf: () => ({ type: 'query alert' }),
    ...more,
  });
}

function entry(id: string, name = logicalName(identity)): AdoptionFacts['state'][number] {
  return { urn: `urn:pulumi:s::p::${type}::${name}`, type, id, name, pendingDeletion: false };
}

function created(id: string): AdoptionFacts['intents'][number] {
  const urn = `urn:pulumi:s::p::${type}::${logicalName(identity)}`;
  return { kind: 'create', urn, type, id, at: 0, answered: true };
}

describe('objects that the state lacks', () => {
  test('none lives: it is created', () => expect(decide({})).toEqual(nothing));

  test('one carries the marker: it is adopted', () =>
    expect(decide({ live: [live('1')] }).importIds).toEqual(new Map([[identity, '1']])));

  test('one carries the marker of an earlier name: it is adopted', () => {
    const renamed = monitorNode('production/checkout/failures', { aliases: [identity] });
    expect(decide({ nodes: [renamed], live: [live('1')] }).importIds).toEqual(new Map([[renamed.identity, '1']]));
  });

  test('one that cannot become what is defined gives way to a new one', () => {
    const old = live('1', { fixed: { type: 'log alert' } });
    expect(decide({ live: [old] })).toEqual({ ...nothing, superseded: new Map([[identity, [old]]]) });
    const fitting = live('2', { fixed: { type: 'query alert' } });
    expect(decide({ live: [old, fitting] })).toEqual({
      problems: [],
      importIds: new Map([[identity, '2']]),
      superseded: new Map([[identity, [old]]]),
    });
  });

  test('another project’s object is no candidate, and no twin', () => {
    const foreign = live('1', { marker: { ...marker, project: 'p2' } });
    expect(decide({ live: [foreign] })).toEqual(nothing);
  });

  test('two carry the marker: refused, both are named', () => {
    const { importIds, problems } = decide({ live: [live('1'), live('2')] });
    expect(importIds.size).toBe(0);
    expect(problems).toMatchObject([{ identity, severity: 'error' }]);
    expect(problems[0]?.message).toContain('1 (');
    expect(problems[0]?.message).toContain('2 (');
  });

  test('two carry the marker and one of them was created by an interrupted run: that one', () =>
    expect(decide({ live: [live('1'), live('2')], intents: [created('2')] }).importIds).toEqual(
      new Map([[identity, '2']]),
    ));

  test.each([
    ['title', { title: node.title }],
    ['query', { title: 'other', query: `query of ${identity}` }],
  ])('an unmarked object of the same %s: refused until it is chosen', (_what, fields) => {
    const twin: LiveObject = { type, id: '9', ...fields };
    expect(decide({ live: [twin] }).problems).toMatchObject([{ severity: 'error' }]);
    const chosen = decide({ live: [twin], chosen: new Map([[identity, '9']]) });
    expect(chosen).toEqual({ ...nothing, importIds: new Map([[identity, '9']]) });
  });
});

describe('objects that the state has', () => {
  test('are never imported again', () => expect(decide({ state: [entry('1')], live: [live('1')] })).toEqual(nothing));

  test('nor under an earlier name', () => {
    const renamed = monitorNode('production/checkout/failures', { aliases: [identity] });
    expect(decide({ nodes: [renamed], state: [entry('1')], live: [live('1')] }).importIds.size).toBe(0);
  });

  test('a copy made by hand is only reported', () => {
    const { importIds, problems } = decide({ state: [entry('1')], live: [live('1'), live('2')] });
    expect(importIds.size).toBe(0);
    expect(problems).toMatchObject([{ severity: 'warning' }]);
  });

  test('the newer half of an interrupted replacement takes over', () =>
    expect(decide({ state: [entry('1')], live: [live('1'), live('2')], intents: [created('2')] }).importIds).toEqual(
      new Map([[identity, '2']]),
    ));

  test('even when its answer was never written down', () => {
    const { id: _unknown, ...open } = created('2');
    const intents = [{ ...open, answered: false }];
    expect(decide({ state: [entry('1')], live: [live('1'), live('2')], intents }).importIds).toEqual(
      new Map([[identity, '2']]),
    );
  });

  test('one that is gone gives way to the one that carries the marker', () =>
    expect(decide({ state: [entry('1')], live: [live('2')], gone: new Set(['1']) }).importIds).toEqual(
      new Map([[identity, '2']]),
    ));

  test('one that lost its marker while another carries it: refused', () =>
    expect(decide({ state: [entry('1')], live: [live('2')] }).problems).toMatchObject([{ severity: 'error' }]));
});
