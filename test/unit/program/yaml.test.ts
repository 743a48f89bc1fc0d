import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ResourceNode, Value } from '../../../src/graph/types.ts';
import { yamlProgram } from '../../../src/program/yaml.ts';
import { escapeText } from '../../../src/program/yaml-values.ts';
import { graphWith, monitor, onlyUnit } from '../graph/sample.ts';
import { hostileInputs, hostileText } from './hostile.ts';
import { options, sampleNodes } from './sample.ts';

interface Program {
  readonly name: string;
  readonly config?: unknown;
  readonly resources: Record<string, { type: string; properties: Record<string, unknown>; options: unknown }>;
}

function compile(...nodes: readonly ResourceNode[]): string {
  const graph = graphWith(...nodes);
  return yamlProgram(onlyUnit(graph), graph.project, options).get('Pulumi.yaml') ?? '';
}

type Part = string | readonly string[];

/** Pulumi YAML's own parser of strings, in its words: pulumi-yaml v1.30.0, pkg/pulumiyaml/ast/interpolation.go. */
function parseInterpolate(value: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  let rest = value;
  while (rest.length > 0) {
    if (rest.startsWith('$$')) {
      text += '$';
      rest = rest.slice(2);
    } else if (rest.startsWith('${')) {
      const end = rest.indexOf('}');
      expect(end).toBeGreaterThan(0);
      parts.push(text, rest.slice(2, end).split('.'));
      text = '';
      rest = rest.slice(end + 1);
    } else {
      text += rest[0];
      rest = rest.slice(1);
    }
  }
  return [...parts, text].filter((part) => part !== '');
}

/** What Pulumi would register: strings and nested keys read by its parser. */
function evaluate(value: unknown): unknown {
  if (typeof value === 'string') {
    const parts = parseInterpolate(value);
    expect(parts.every((part) => typeof part === 'string')).toBe(true);
    return parts.join('');
  }
  if (Array.isArray(value)) return value.map(evaluate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [evaluate(key), evaluate(member)]));
}

describe('yamlProgram', () => {
  test('writes readable YAML', async () => {
    await expect(compile(...sampleNodes())).toMatchFileSnapshot('expected/yaml/Pulumi.yaml.txt');
  });

  test('registers hostile values as they are, whatever the YAML version', () => {
    fc.assert(
      fc.property(hostileInputs, (inputs) => {
        const text = compile(monitor('production/a/x', { inputs }));
        const readers = [(): unknown => load(text), () => parse(text), () => parse(text, { version: '1.1' })];
        for (const read of readers) {
          const properties = (read() as Program).resources['production_a_x']?.properties ?? {};
          const expected = Object.fromEntries(Object.entries(inputs));
          expect(Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, evaluate(value)]))).toEqual(
            expected,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['1_0001e3', '1_0e-3', '+1_2', '0x_1f', '1__0', '_1', '-0b1_1', '1_.5e1', '1e3', '0o17'])(
    'quotes the text %s, which a reader takes for a number',
    (text) => {
      expect(compile(monitor('production/a/x', { inputs: { message: text } }))).toContain(`message: '${text}'`);
      expect(compile(monitor('production/a/x', { inputs: { options: { [text]: 1 } } }))).toContain(`'${text}': 1\n`);
    },
  );

  test('keeps texts apart from the references that they join', () => {
    const reference = { $ref: 'production/a/y', output: 'id' };
    fc.assert(
      fc.property(fc.array(fc.oneof(hostileText, fc.constant(reference)), { minLength: 1 }), (parts) => {
        const joined = monitor('production/a/x', { inputs: { query: { $join: parts } as Value } });
        const program = load(compile(joined, monitor('production/a/y'))) as Program;
        const query = program.resources['production_a_x']?.properties['query'] as string;
        const merged = parts.reduce<Part[]>((list, part) => {
          if (typeof part !== 'string') return [...list, ['production_a_y', 'id']];
          const last = list.at(-1);
          return typeof last === 'string' ? [...list.slice(0, -1), last + part] : [...list, part];
        }, []);
        expect(parseInterpolate(query)).toEqual(merged.filter((part) => part !== ''));
      }),
    );
  });

  test('refuses what Pulumi would call as a function, or would not read as a name', () => {
    const nested = monitor('production/a/x', { inputs: { message: { deep: [{ 'Fn::readFile': '/etc/passwd' }] } } });
    expect(() => compile(nested)).toThrow('production/a/x has the key "Fn::readFile"');
    expect(() => compile(monitor('production/a/x', { inputs: { '${x}': 1 } }))).toThrow('an input named "${x}"');
    expect(() => compile(monitor('production/a/x', { type: 'graylog:index/x:X' }))).toThrow('no Pulumi package');
  });

  test('reads ids of other units from the configuration', () => {
    const program = load(compile(...sampleNodes())) as Program;
    expect(program.config).toEqual({ oncall_payments_heartbeat_x_id: { type: 'string' } });
  });
});

test('escapeText doubles only what Pulumi reads', () => {
  expect(escapeText('costs $5, ${x}, $$')).toBe('costs $5, $${x}, $$$');
  expect(escapeText('$', true)).toBe('$$');
});
