import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildIfStale } from '../../e2e/build.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const canary = 'canary-that-nobody-may-read';
let sandbox: string;
let work: string;
let outside: string;

beforeAll(() => buildIfStale(root), 120_000);
beforeEach(() => {
  sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-links-')));
  work = path.join(sandbox, 'work');
  outside = path.join(sandbox, 'outside');
  mkdirSync(outside);
  cpSync(path.join(root, 'test/e2e/trees/shop'), work, { recursive: true });
  writeFileSync(path.join(outside, 'secret.yaml'), `token: ${canary}\n`);
  writeFileSync(path.join(outside, 'secret.md'), `# Trigger\n\n${canary}\n`);
  writeFileSync(path.join(outside, 'secret.ics'), `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:${canary}\nEND:VEVENT\n`);
});
afterEach(() => rmSync(sandbox, { recursive: true, force: true }));

function run(...args: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'bin/alerts.js'), ...args], {
    cwd: work,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: sandbox,
      ALERTS_NOW: '2026-11-23T12:00:00Z',
      ALERTS_CACHE_DIR: path.join(sandbox, 'cache'),
    },
  });
  return { code: status, said: `${stdout}${stderr}` };
}

function outsideNow(): Record<string, string> {
  return Object.fromEntries(readdirSync(outside).map((name) => [name, readFileSync(path.join(outside, name), 'utf8')]));
}

describe('nothing outside is read', () => {
  const readers = [
    ['lint'],
    ['lint', '--no-cache', '--format', 'json'],
    ['readiness'],
    ['plan'],
    ['list'],
    ['oncall'],
    ['test'],
    ['fix', '--dry-run'],
    ['route', 'checkout-api/card-errors', '--env', 'production'],
    ['show', 'checkout-api/card-errors', '--env', 'production'],
    ['compile', '-o', 'programs'],
  ];

  test.each(readers)('when the folder of the definitions is a link: %s %s', (...command) => {
    renameSync(path.join(work, 'alerts'), path.join(work, 'elsewhere'));
    symlinkSync(outside, path.join(work, 'alerts'));
    const { code, said } = run(...command);
    expect(said).toContain('leads out of');
    expect(code).toBe(2);
    expect(said).not.toContain(canary);
  });

  test.each(readers)('when files and texts are links: %s %s', (...command) => {
    symlinkSync(path.join(outside, 'secret.yaml'), path.join(work, 'alerts', 'secret.yaml'));
    const runbook = path.join(work, 'alerts/payments/runbooks/card-errors.md');
    rmSync(runbook);
    symlinkSync(path.join(outside, 'secret.md'), runbook);
    symlinkSync(outside, path.join(work, 'alerts', 'folder'));
    symlinkSync(path.join(outside, 'secret.ics'), path.join(work, 'alerts', 'holidays.ics'));
    const squad = path.join(work, 'alerts/payments/squad.yaml');
    writeFileSync(squad, `${readFileSync(squad, 'utf8')}notifications: {}\n`);
    const project = path.join(work, 'alerts/project.yaml');
    writeFileSync(
      project,
      `${readFileSync(project, 'utf8')}hours:\n  office: { weekly: mon-fri 09:00-18:00, except: [./holidays.ics] }\n`,
    );
    const { said } = run(...command);
    expect(said).not.toContain(canary);
  });

  test('a folder inside the checkout may be reached through a link', () => {
    renameSync(path.join(work, 'alerts'), path.join(work, 'elsewhere'));
    symlinkSync('elsewhere', path.join(work, 'alerts'));
    expect(run('list').code).toBe(0);
  });

  test('a folder that the command line names elsewhere is no link', () => {
    renameSync(path.join(work, 'alerts'), path.join(sandbox, 'elsewhere'));
    expect(run('list', '--dir', '../elsewhere').code).toBe(0);
  });
});

describe('nothing outside is written', () => {
  test.each([
    ['lint', '--format', 'json=out/report.json'],
    ['lint', '--baseline', 'out/known.json', '--update-baseline'],
    ['readiness', '--format', 'markdown=out/report.md'],
    ['readiness', '--baseline', 'out/known.json', '--update-baseline'],
    ['plan', '--format', 'markdown=out/plan.md'],
    ['test', '--format', 'junit=out/tests.xml'],
    ['compile', '-o', 'out'],
    ['compile', '-o', 'out/programs'],
    ['new', 'squad', 'fresh', '--dir', 'out'],
    ['init', '--dir', 'out'],
  ])('through a linked folder: %s %s %s', (...command) => {
    symlinkSync(outside, path.join(work, 'out'));
    const before = outsideNow();
    const { code } = run(...command);
    expect(outsideNow()).toEqual(before);
    expect(code).not.toBe(0);
  });

  test.each([
    ['fix', ''],
    ['mv', 'checkout-api till-api'],
    ['mv', 'checkout-api/card-errors checkout-api/cards-fail'],
    ['new', 'alert checkout-api/slow --category latency'],
    ['new', 'application --squad payments fresh-api'],
  ])('through linked definitions: %s %s', (command, words) => {
    const file = path.join(work, 'alerts/payments/checkout-api.yaml');
    const text = readFileSync(file, 'utf8').replace('Card payments fail', 'Card payments fail.');
    writeFileSync(path.join(outside, 'checkout-api.yaml'), text);
    rmSync(file);
    symlinkSync(path.join(outside, 'checkout-api.yaml'), file);
    const payments = path.join(work, 'alerts/payments');
    if (command === 'new') {
      cpSync(payments, path.join(outside, 'payments'), { recursive: true, verbatimSymlinks: true });
      rmSync(payments, { recursive: true });
      symlinkSync(path.join(outside, 'payments'), payments);
    }
    const listing = (): unknown => readdirSync(outside, { recursive: true }).sort();
    const before = listing();
    run(command, ...words.split(' ').filter(Boolean));
    expect(listing()).toEqual(before);
    expect(readFileSync(path.join(outside, 'checkout-api.yaml'), 'utf8')).toBe(text);
  });
});
