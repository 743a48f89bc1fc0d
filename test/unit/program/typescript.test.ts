import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logicalName } from '../../../src/graph/logical-name.ts';
import type { ResourceNode, Value } from '../../../src/graph/types.ts';
import { compilePrograms, pinnedVersions, type ProgramFiles } from '../../../src/program/index.ts';
import { projectName } from '../../../src/program/options.ts';
import { typescriptProgram } from '../../../src/program/typescript.ts';
import { graphWith, monitor, onlyUnit } from '../graph/sample.ts';
import { hostileInputs, hostileText } from './hostile.ts';
import { runProgram, typeErrors } from './run-program.ts';
import { options, sampleNodes } from './sample.ts';

function compile(...nodes: readonly ResourceNode[]): Promise<ProgramFiles> {
  const graph = graphWith(...nodes);
  return typescriptProgram(onlyUnit(graph), graph.project, options);
}

describe('typescriptProgram', () => {
  test('writes a project that a person would', async () => {
    for (const [name, content] of await compile(...sampleNodes()))
      await expect(content).toMatchFileSnapshot(`expected/typescript/${name}.txt`);
  });

  test('passes the compiler in strict mode', { timeout: 120_000 }, async () => {
    expect(typeErrors(await compile(...sampleNodes()))).toEqual([]);
    const wrong = monitor('production/a/x', { inputs: { name: 1, type: 'x', message: '', query: '' } });
    expect(typeErrors(await compile(wrong))).toMatchObject([/number/]);
  });

  test('registers each node once, after what it needs', async () => {
    const registered = runProgram(await compile(...sampleNodes()));
    expect(registered.map((one) => one.name).sort()).toEqual(
      sampleNodes()
        .map((node) => logicalName(node.identity))
        .sort(),
    );
    const find = (name: string): unknown => registered.find((one) => one.name === name);
    expect(find('production_checkout_everything')).toMatchObject({
      inputs: { query: '<production_search_emails__backlog.id> && $<production_checkout_both.id>' },
      options: { deleteBeforeReplace: true, replaceOnChanges: ['type'] },
    });
    expect(find('production_checkout_p95')).toMatchObject({
      options: { aliases: [{ name: 'production_checkout_latency' }] },
    });
    expect(find('production_checkout_5xx')).toMatchObject({ options: { protect: true, ignoreChanges: ['tags'] } });
    expect(find('production_search_foreign')).toMatchObject({
      inputs: { query: '<config oncall_payments_heartbeat_x_id> && <production_search_emails__backlog.id>' },
    });
    expect(find('production_search_slo_availability')).toMatchObject({ class: 'ServiceLevelObjective' });
  });

  test('is a function of the unit, not of the order of its nodes', async () => {
    expect([...(await compile(...[...sampleNodes()].reverse()))]).toEqual([...(await compile(...sampleNodes()))]);
  });

  test('registers hostile values as they are', async () => {
    await fc.assert(
      fc.asyncProperty(hostileInputs, hostileText, async (inputs, text) => {
        const [one] = runProgram(await compile(monitor('production/a/x', { inputs, source: text, aliases: [text] })));
        expect(one?.inputs).toEqual(inputs);
        expect(one?.options).toEqual({ aliases: [{ name: logicalName(text) }] });
      }),
      { numRuns: 150 },
    );
  });

  test('keeps joined texts apart from references', async () => {
    const reference = { $ref: 'production/a/y', output: 'id' };
    const parts = fc.array(fc.oneof(hostileText, fc.constant(reference)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, async (joined) => {
        const node = monitor('production/a/x', { inputs: { query: { $join: joined } as Value } });
        const registered = runProgram(await compile(node, monitor('production/a/y')));
        const text = joined.map((part) => (typeof part === 'string' ? part : '<production_a_y.id>')).join('');
        expect(registered.find((one) => one.name === 'production_a_x')?.inputs['query']).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  test('alerts may be called like words of the language, and alike', async () => {
    const names = ['delete', 'pulumi', 'datadog', 'config', '5xx', 'a-1', 'a1', 'a.1', 'constructor', 'exports'];
    const registered = runProgram(await compile(...names.map((name) => monitor(`production/default/${name}`))));
    expect(registered).toHaveLength(names.length);
  });

  test('needs an SDK and nodes that do not need each other', async () => {
    await expect(compile(monitor('production/a/x', { type: 'graylog:index/x:X' }))).rejects.toThrow(
      'no Pulumi package',
    );
    const self = monitor('production/a/x', { inputs: { query: { $ref: 'production/a/x', output: 'id' } } });
    await expect(compile(self)).rejects.toThrow('need each other');
  });
});

test('pinned versions are those that we test with', async () => {
  const { default: ours } = (await import('../../../package.json', { with: { type: 'json' } })) as {
    default: { devDependencies: Record<string, string> };
  };
  expect(ours.devDependencies).toMatchObject(pinnedVersions);
});

test('project names are valid and different', () => {
  expect(projectName('acme')).toBe('acme');
  fc.assert(
    fc.property(hostileText, fc.string({ unit: 'binary', maxLength: 120 }), (a, b) => {
      expect(projectName(a)).toMatch(/^[A-Za-z0-9_.-]{1,100}$/);
      if (a !== b) expect(projectName(a)).not.toBe(projectName(b));
    }),
  );
});

test('compilePrograms puts each unit into its folder', async () => {
  const graph = graphWith(monitor('production/a/x'), monitor('staging/a/x'));
  expect([...(await compilePrograms(graph, 'yaml', options)).keys()]).toEqual([
    'production.payments/Pulumi.yaml',
    'staging.payments/Pulumi.yaml',
  ]);
  expect([...(await compilePrograms(graph, 'typescript', options)).keys()]).toContain('staging.payments/index.ts');
  const broken = graphWith(monitor('production/a/x'), monitor('production/a/x'));
  await expect(compilePrograms(broken, 'yaml', options)).rejects.toThrow('twice');
});
