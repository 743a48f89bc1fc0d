import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTree } from '../../src/definitions/load/tree.ts';
import type { ResourceGraph } from '../../src/graph/types.ts';
import { run } from '../../src/pipeline/run.ts';
import { compilePrograms } from '../../src/program/index.ts';
import type { ResourceType } from '../../src/providers/provider.ts';
import { isDelivered, resourceTypeOf } from '../../src/providers/resource-type.ts';
import { testNow } from '../support/tree.ts';
import { programGraph } from './programs.ts';

const sdk = (type: string): ResourceType['sdk'] | undefined => resourceTypeOf(type)?.sdk;

let graph: ResourceGraph;
let folder: string;

beforeAll(async () => {
  const result = await run(readTree('alerts', process.cwd()), { now: testNow });
  graph = programGraph(result);
  const cache = path.join('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(path.join(cache, 'compiled-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the compiled organisation', () => {
  it('is the same to the byte every time', async () => {
    const again = await run(readTree('alerts', process.cwd()), { now: testNow });
    expect(JSON.stringify(programGraph(again))).toBe(JSON.stringify(graph));
    const programs = await compilePrograms(graph, 'yaml', { sdk, tool: 'test' });
    expect([...(await compilePrograms(graph, 'yaml', { sdk, tool: 'test' }))]).toEqual([...programs]);
  });

  it('has the same resources in the digests that plans compare and in the graph', async () => {
    const result = await run(readTree('alerts', process.cwd()), { now: testNow });
    const digests = result.analyses.flatMap((analysis) =>
      (analysis.nodes ?? []).filter(({ type }) => !isDelivered(type)).map((node) => node.identity),
    );
    expect(digests.sort()).toEqual(graph.units.flatMap((unit) => unit.nodes.map((node) => node.identity)).sort());
  });

  it('type-checks against the SDK', { timeout: 300_000 }, async () => {
    for (const [name, text] of await compilePrograms(graph, 'typescript', { sdk, tool: 'test' })) {
      if (!name.endsWith('.ts')) continue;
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const own = JSON.parse(readFileSync('node_modules/typescript/package.json', 'utf8')) as { version: string };
    expect(own.version).toMatch(/^5\./);
    const options = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: 'es2022',
        module: 'commonjs',
        moduleResolution: 'node10',
        types: ['node'],
      },
      include: ['**/*.ts'],
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(options));
    expect(readdirSync(folder).length).toBeGreaterThan(1);
    const output = (() => {
      try {
        return execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', folder], { encoding: 'utf8' });
      } catch (error) {
        return String((error as { stdout?: string }).stdout);
      }
    })();
    expect(output).toBe('');
  });
});
