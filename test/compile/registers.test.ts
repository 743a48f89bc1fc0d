import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTree } from '../../src/definitions/load/tree.ts';
import { resolveReferences } from '../../src/engine/wire/values.ts';
import { logicalName } from '../../src/graph/logical-name.ts';
import type { ResourceGraph } from '../../src/graph/types.ts';
import { run } from '../../src/pipeline/run.ts';
import { compilePrograms } from '../../src/program/index.ts';
import type { ResourceType } from '../../src/providers/provider.ts';
import { resourceTypeOf } from '../../src/providers/resource-type.ts';
import { testNow } from '../support/tree.ts';
import { programGraph } from './programs.ts';

/** What the SDK registers when it runs the compiled TypeScript programs. */
interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

let graph: ResourceGraph;
let folder: string;

beforeAll(async () => {
  const result = await run(readTree('alerts', process.cwd()), { now: testNow });
  graph = programGraph(result);
  mkdirSync('node_modules/.cache', { recursive: true });
  folder = mkdtempSync(path.resolve('node_modules/.cache/registers-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program with the SDK's own mocks; an object's id is its name. */
const entry = (programs: readonly string[]): string => `
import * as pulumi from '@pulumi/pulumi';
const seen = [];
await pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => { seen.push({ type, name, inputs }); return { id: name, state: inputs }; },
  call: ({ inputs }) => inputs,
}, 'project', 'stack', false);
${programs.map((program) => `await import('./${program}/index.ts');`).join('\n')}
await new Promise((resolve) => setTimeout(resolve, 200));
process.stdout.write(JSON.stringify(seen.filter(({ type }) => !type.startsWith('pulumi:'))), () => process.exit());
`;

test('the compiled TypeScript programs register what the engine is given', { timeout: 240_000 }, async () => {
  const sdk = (type: string): ResourceType['sdk'] | undefined => resourceTypeOf(type)?.sdk;
  for (const [name, text] of await compilePrograms(graph, 'typescript', { sdk, tool: 'test' })) {
    if (!name.endsWith('.ts')) continue;
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  writeFileSync(path.join(folder, 'entry.ts'), entry(graph.units.map(({ name }) => name)));
  const outfile = path.join(folder, 'entry.mjs');
  await build({
    entryPoints: [path.join(folder, 'entry.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    packages: 'external',
    logLevel: 'error',
  });
  const { stdout, stderr, status } = spawnSync(process.execPath, [outfile], { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(status, stderr).toBe(0);
  const registered = new Map(
    (JSON.parse(stdout) as Registration[]).map((one) => [`${one.type} ${one.name}`, one.inputs]),
  );
  const wanted = graph.units.flatMap(({ nodes }) => nodes);
  expect(registered.size).toBe(wanted.length);
  for (const { type, identity, inputs } of wanted) {
    const name = logicalName(identity);
    const expected = resolveReferences(inputs, ({ $ref }) => logicalName($ref));
    expect(registered.get(`${type} ${name}`), identity).toEqual(expected);
  }
});
