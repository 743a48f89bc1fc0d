import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/graph/types.ts';
import type { Fields, Properties, Property } from '../../../../src/providers/rest-vendor.ts';
import { inputFaults } from '../../../../src/engine/provider-server/check-inputs.ts';
import { differencesBetween } from '../../../../src/engine/provider-server/detailed-diff.ts';
import { isEqual, reconciled } from '../../../../src/engine/provider-server/normal-form.ts';
import { unknownValue } from '../../../../src/engine/wire/values.ts';
import { shapes, uptimeType } from '../../../../src/providers/statuscake/shapes.ts';
import { rest } from '../../../../src/providers/statuscake/rest.ts';

const property = (type: Property['type'], more: Partial<Property> = {}): Property => ({
  type,
  description: '',
  ...more,
});

const properties: Properties = {
  name: property('string', { normal: (value) => String(value).trim() }),
  tags: property('set', { default: [] }),
  steps: property('list', { items: property('integer') }),
  limits: property('object', { properties: { high: property('number'), low: property('number', { default: 0 }) } }),
  type: property('string', { replaces: true }),
  password: property('string', { unreadable: true }),
};

const inputs = fc.record(
  {
    name: fc.string(),
    tags: fc.array(fc.string(), { maxLength: 4 }),
    steps: fc.array(fc.integer(), { maxLength: 4 }),
    limits: fc.record({ high: fc.integer(), low: fc.integer() }, { requiredKeys: [] }),
    type: fc.constantFrom('a', 'b'),
    password: fc.string(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Fields>;

describe('what is written and what is read back', () => {
  it('what a vendor keeps in its own way reads back as it was written', () => {
    fc.assert(
      fc.property(inputs, fc.infiniteStream(fc.boolean()), (written, coins) => {
        const live: Record<string, Json> = { tags: [], ...written };
        if (typeof live['name'] === 'string') live['name'] = ` ${live['name'].trim()} `;
        live['tags'] = [...(live['tags'] as string[])].sort(() => (coins.next().value ? 1 : -1));
        if (live['limits']) live['limits'] = { low: 0, ...(live['limits'] as Fields) };
        delete live['password'];
        expect(reconciled(written, live, properties)).toEqual(written);
        expect(differencesBetween(written, reconciled(written, live, properties), properties)).toEqual([]);
      }),
    );
  });

  it('a difference is found exactly where two inputs are not the same to the vendor', () => {
    fc.assert(
      fc.property(inputs, inputs, (a, b) => {
        const found = new Set(differencesBetween(a, b, properties).map(({ input }) => input));
        const expected = Object.entries(properties).filter(([name, one]) => !isEqual(a[name], b[name], one));
        expect([...found].sort()).toEqual(expected.map(([name]) => name).sort());
      }),
    );
  });

  it('differences say how deep they lie, and what needs another object', () => {
    const old = { tags: ['a'], steps: [1, 2], limits: { high: 1, low: 2 }, type: 'a' };
    const updated = { tags: ['b'], steps: [1, 3, 4], limits: { high: 1 }, type: 'b', name: 'n' };
    expect(
      differencesBetween(old, updated, properties).map(({ path, kind, replaces }) => [path, kind, replaces]),
    ).toEqual([
      ['name', 'add', false],
      ['tags', 'update', false],
      ['steps[1]', 'update', false],
      ['steps[2]', 'add', false],
      ['limits.low', 'delete', false],
      ['type', 'update', true],
    ]);
  });

  it('what is not known yet differs from everything, and is not judged', () => {
    expect(differencesBetween({ type: 'a' }, { type: unknownValue }, properties)).toMatchObject([
      { path: 'type', replaces: true },
    ]);
    const resource = rest.resources[uptimeType];
    const known = { name: 'n', testType: 'HTTP', websiteUrl: 'https://x.example', checkRate: 60 };
    expect(resource && inputFaults({ ...known, contactGroups: [unknownValue] }, resource)).toEqual([]);
    expect(resource && inputFaults({ ...known, checkRate: 61, nmae: 'x', paused: 'yes', tags: [1] }, resource)).toEqual(
      [
        { path: 'nmae', reason: 'There is no such property; did you mean name?' },
        { path: 'checkRate', reason: 'It has to be one of 0, 30, 60, 300, 900, 1800, 3600, 86400.' },
        { path: 'paused', reason: 'It has to be a boolean.' },
        { path: 'tags[0]', reason: 'It has to be a string.' },
      ],
    );
    expect(Object.keys(shapes)).toHaveLength(6);
  });
});
