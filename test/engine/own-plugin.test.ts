import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundleInline } from './bench/plain-programs.ts';
import { plainEnvironment } from './plain-cli.ts';
import { cakeShop } from './statuscake-definitions.ts';
import { engineTools } from './tools.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let env: Record<string, string>;
let pulumi: string;

beforeEach(async () => {
  world = await startWorld(cakeShop() as Record<string, string>);
  const tools = await engineTools();
  pulumi = tools.pulumi;
  mkdirSync(path.join(world.folder, 'plain'));
  const state = pathToFileURL(path.join(world.folder, 'plain')).href;
  const { PULUMI_DEBUG_PROVIDERS: _attached, ...plain } = plainEnvironment(world, tools, state, '');
  const { STATUSCAKE_API_KEY = '', STATUSCAKE_API_URL = '' } = world.env;
  // Go looks up the home of the user, whatever HOME says.
  env = {
    ...plain,
    PULUMI_HOME: path.join(world.env['HOME'] ?? '', '.pulumi'),
    STATUSCAKE_API_KEY,
    STATUSCAKE_API_URL,
  };
});
afterEach(() => world.close());

/** Runs the plain CLI in the compiled program of the unit. */
function run(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  return outcomeOf(pulumi, [...args, '--non-interactive', '--color', 'never'], more);
}

/** What the same definitions change as TypeScript, which runs on Pulumi's own SDK. */
async function changesOfTypeScript(): Promise<unknown> {
  const compiled = await world.run(['compile', '-o', 'typed']);
  expect(compiled, compiled.stderr).toMatchObject({ code: 0 });
  const program = await bundleInline(path.join(world.folder, 'typed', 'production.payments'), 'own-plugin');
  const previewed = await outcomeOf(process.execPath, [program, 'changes', 'shop', 'production.payments']);
  expect(previewed.code, previewed.output).toBe(0);
  return JSON.parse(previewed.output);
}

function outcomeOf(file: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const cwd = path.join(world.folder, 'programs', 'production.payments');
  const child = spawn(file, args, { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
}

describe('the plain Pulumi CLI with the plugin that "alerts engine install" puts into its cache', () => {
  test(
    'runs a compiled program: creates, finds nothing more to do, shows drift, imports, removes',
    { timeout: 240_000 },
    async () => {
      const installed = await world.run(['engine', 'install']);
      expect(installed, installed.stderr).toMatchObject({ code: 0 });
      expect(installed.stdout).toMatch(/^plugin alerts .*pulumi-resource-alerts$/m);
      const compiled = await world.run(['compile', '--language', 'yaml', '-o', 'programs']);
      expect(compiled, compiled.stderr).toMatchObject({ code: 0 });

      expect(await run(['stack', 'init', 'production.payments'])).toMatchObject({ code: 0 });
      const missing = await run(['up', '--yes', '--skip-preview'], { STATUSCAKE_API_KEY: '' });
      expect(missing.code).not.toBe(0);
      expect(missing.output).toContain('StatusCake: STATUSCAKE_API_KEY not set.');

      const up = await run(['up', '--yes']);
      expect(up.code, up.output).toBe(0);
      expect(world.statuscake.objects('uptime')).toHaveLength(1);
      expect(world.statuscake.objects('contact-groups')).toHaveLength(4);
      expect(up.output).not.toContain('PK=cake');

      const again = await run(['preview', '--refresh', '--expect-no-changes']);
      expect(again.code, again.output).toBe(0);

      // Four checks with their contact groups, and the stack itself.
      expect(await changesOfTypeScript()).toEqual({ same: 9 });

      const [uptime] = world.statuscake.objects('uptime');
      world.statuscake.touch('uptime', uptime?.id ?? '', { timeout: 60 });
      const drift = await run(['preview', '--refresh', '--diff']);
      expect(drift.output).toMatch(/timeout *: 60 => 15/);
      expect((await run(['up', '--yes', '--refresh', '--skip-preview'])).code).toBe(0);
      expect(world.statuscake.objects('uptime')[0]?.values).toMatchObject({ timeout: 15 });

      expect(await run(['stack', 'init', 'taken-over'])).toMatchObject({ code: 0 });
      const type = 'alerts:statuscake/uptimeCheck:UptimeCheck';
      const taken = ['import', type, 'taken', uptime?.id ?? '', '--yes', '--generate-code=false', '--protect=false'];
      const imported = await run([...taken, '--stack', 'taken-over', '--skip-preview']);
      expect(imported.code, imported.output).toBe(0);
      const exported = await run(['stack', 'export', '--stack', 'taken-over']);
      expect(exported.output).toContain('"websiteUrl": "https://shop.example/health"');
      const absent = await run([
        'import',
        type,
        'absent',
        '1',
        '--yes',
        '--generate-code=false',
        '--stack',
        'taken-over',
      ]);
      expect(absent.code).not.toBe(0);

      const removed = await run(['destroy', '--stack', 'production.payments', '--yes', '--skip-preview']);
      expect(removed.code, removed.output).toBe(0);
      for (const name of ['uptime', 'heartbeat', 'ssl', 'pagespeed', 'contact-groups'])
        expect(world.statuscake.objects(name), name).toEqual([]);
      const file = path.join(world.folder, 'programs', 'production.payments', 'Pulumi.yaml');
      expect(readFileSync(file, 'utf8')).not.toContain('cake-api-key');
    },
  );
});
