import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelledError, type CommandResult } from '../../../src/cli/command.ts';
import { run as init } from '../../../src/commands/init.ts';
import { run as newAlert } from '../../../src/commands/new-alert.ts';
import { run as newApplication } from '../../../src/commands/new-application.ts';
import { run as newSquad } from '../../../src/commands/new-squad.ts';
import { testHost } from '../../support/host.ts';

const tree = path.resolve(import.meta.dirname, '../../e2e/trees/shop');
let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'alerts-new-'));
  cpSync(tree, cwd, { recursive: true });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const texts = (result: CommandResult): Record<string, string> =>
  Object.fromEntries(
    result.outputs.flatMap(({ target, text }) => (typeof target === 'object' ? [[target.file, text]] : [])),
  );
const options = { dir: 'alerts' };

describe('asking a person', () => {
  it('makes an alert of the answers, and leaves empty what was not answered', async () => {
    const answers = ['ledger/mails-late', 'Mails wait', 'P3', '', 'rabbitmq.queue', 'broker', 'emails', 'oldest-age'];
    const host = testHost({ cwd }, answers);
    const { 'alerts/payments/ledger.yaml': text } = texts(await newAlert(undefined, options, host));
    expect(text).toContain(
      `  mails-late:\n    description: Mails wait\n    impact: # Who is affected, and how\n    priority: P3\n    category: #`,
    );
    expect(text).toContain(
      `        queue:\n          connection: broker\n          name: emails\n          measure: oldest-age\n`,
    );
    expect(host.asked.length).toBe(answers.length);
  });

  it('asks for nothing that the command line says', async () => {
    const host = testHost({ cwd }, []);
    const given = { ...options, description: 'D', priority: 'P3', category: 'errors', source: 'datadog.metric' };
    const result = await newAlert('ledger/x', given, testHost({ cwd }));
    expect(Object.keys(texts(result))).toEqual(['alerts/payments/ledger.yaml']);
    expect(host.asked).toEqual([]);
  });

  it('makes squads and applications', async () => {
    const squad = await newSquad(undefined, options, testHost({ cwd }, ['support', 'ana, dara']));
    expect(texts(squad)['alerts/support/squad.yaml']).toContain('members:\n  - ana\n  - dara\nlead: ana\n');
    const application = await newApplication(
      undefined,
      options,
      testHost({ cwd }, ['billing/mailer', '3', 'worker, cron']),
    );
    expect(texts(application)['alerts/billing/mailer.yaml']).toContain('tier: 3\ntypes:\n  - worker\n  - cron\n');
  });

  it('can be broken off', async () => {
    await expect(newAlert('ledger/x', options, testHost({ cwd }, []))).rejects.toThrow(CancelledError);
  });
});

describe('a first repository', () => {
  let empty = '';
  beforeAll(() => (empty = mkdtempSync(path.join(tmpdir(), 'alerts-init-'))));
  afterAll(() => rmSync(empty, { recursive: true }));

  it('is made of the answers', async () => {
    const answers = ["L'Échoppe", 'Ana Moreau', 'ana@shop.example', 'none'];
    const files = texts(await init(options, testHost({ cwd: empty }, answers)));
    expect(files['alerts/project.yaml']).toContain('id: l-echoppe\n');
    expect(files['alerts/project.yaml']).toMatch(/^uid: '?[0-9a-f]{10}'?$/m);
    expect(files['alerts/people.yaml']).toContain('id: ana-moreau\nname: Ana Moreau\nemail: ana@shop.example\n');
    expect(Object.keys(files).filter((file) => file.startsWith('.git'))).toEqual(['.gitignore']);
  });

  it('has another uid each time', async () => {
    const uid = async (): Promise<string | undefined> => {
      const files = texts(await init({ ...options, ci: 'none' }, testHost({ cwd: empty })));
      return /^uid: (.+)$/m.exec(files['alerts/project.yaml'] ?? '')?.[1];
    };
    expect(await uid()).toBeDefined();
    expect(await uid()).not.toBe(await uid());
  });
});
