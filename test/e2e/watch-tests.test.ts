import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildIfStale } from './build.ts';

const root = path.resolve(import.meta.dirname, '../..');
let sandbox: string;
let child: ChildProcess | undefined;

beforeAll(() => buildIfStale(root), 120_000);
beforeEach(() => {
  sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-watch-')));
  cpSync(path.join(import.meta.dirname, 'trees/shop'), sandbox, { recursive: true });
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(sandbox, { recursive: true, force: true });
});

/** What a command says, part by part: each ends where it waits for changes. A file system may tell one change twice. */
class Session {
  readonly ended: Promise<number | null>;
  #said = '';
  #read = 0;
  #wake: () => void = () => undefined;

  constructor(process: ChildProcess) {
    process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
      this.#wake();
    });
    this.ended = new Promise((resolve) => process.once('close', (status) => resolve(status)));
  }

  /** The next part that says something, after all that do not. */
  async says(text: string): Promise<string> {
    for (;;) {
      const part = await this.#next();
      if (part.includes(text)) return part;
    }
  }

  async #next(): Promise<string> {
    const waiting = 'Waiting for changes. Ctrl-C ends.\n';
    for (;;) {
      const end = this.#said.indexOf(waiting, this.#read);
      if (end >= 0) {
        const part = this.#said.slice(this.#read, end);
        this.#read = end + waiting.length;
        return part;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

function watchTests(): Session {
  child = spawn(process.execPath, [path.join(root, 'bin/alerts.js'), 'test', '--watch'], {
    cwd: sandbox,
    env: { PATH: process.env['PATH'], HOME: sandbox, ALERTS_CACHE_DIR: path.join(sandbox, 'cache') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Session(child);
}

function edit(file: string, from: string, to: string): void {
  const name = path.join(sandbox, 'alerts', file);
  writeFileSync(name, readFileSync(name, 'utf8').replace(from, to));
}

it('runs tests again after each change, outlasts what cannot be read, and ends with Ctrl-C', async () => {
  const session = watchTests();
  await session.says('2 of 2 cases passed');
  edit('payments/checkout-api.yaml', 'critical: 5%', 'critical: 60%');
  const broken = await session.says('failed  checkout-api/card-errors');
  expect(broken).toContain('card-errors.alerttest.yaml:15');
  edit('payments/checkout-api.yaml', 'critical: 60%', 'critical: [');
  await session.says('These tests were not run: alerts/payments/card-errors.alerttest.yaml');
  edit('payments/checkout-api.yaml', 'critical: [', 'critical: 5%');
  await session.says('2 of 2 cases passed');
  child?.kill('SIGINT');
  expect(await session.ended).toBe(0);
});

it('ends with the status of the last verdict', async () => {
  edit('payments/checkout-api.yaml', 'critical: 5%', 'critical: 60%');
  const session = watchTests();
  await session.says('1 of 2 cases failed');
  child?.kill('SIGINT');
  expect(await session.ended).toBe(1);
});
