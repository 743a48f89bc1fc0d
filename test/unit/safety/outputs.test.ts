import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildIfStale } from '../../e2e/build.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** What a visible text can do: begin a line as a command of CI, be markup, be a formula, forge the marker of our comment. */
const payload = [
  'x',
  '::error::owned',
  '::stop-commands::x',
  '##[set-output name=a]b',
  '##vso[task.complete]',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '[a](javascript:alert(1)) ![b](http://evil.test/p.png)',
  '<!-- alerts:ci --><!-- alerts:plan -->',
  '=cmd|"/C calc"!A0',
].join('\n');

let sandbox: string;
let work: string;
beforeAll(async () => {
  await buildIfStale(root);
  sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'alerts-outputs-')));
  work = path.join(sandbox, 'work');
  cpSync(path.join(root, 'test/e2e/trees/shop'), work, { recursive: true });
  const written = JSON.stringify(payload);
  edit('alerts/payments/checkout-api.yaml', [
    ["message: '{{value}} of card payments fail (limit {{threshold}}).'", `message: ${written}`],
    ['impact: Customers cannot pay by card.', `impact: ${written}`],
  ]);
  edit('alerts/downtimes.yaml', [['reason: The card network is maintained.', `reason: ${written}`]]);
  edit('alerts/payments/squad.yaml', [['name: Payments', `name: ${written}`]]);
  edit('alerts/people.yaml', [
    ['name: Ana Moreau', `name: ${written}`],
    ['name: Bo Lindqvist', `name: ${JSON.stringify(`Bo ${payload}`)}`],
  ]);
  edit('alerts/payments/card-errors.alerttest.yaml', [['  - name: ', `  - name: ${JSON.stringify(payload)} # `]]);
  const runbook = 'alerts/payments/runbooks/card-errors.md';
  writeFileSync(path.join(work, runbook), `${readFileSync(path.join(work, runbook), 'utf8')}\n${payload}\n`);
  writeFileSync(
    path.join(work, 'alerts/exemption.yaml'),
    `apiVersion: alerts/v1\nkind: Exemption\nid: later\ncheck: alert/impact\nwhen: { application: ledger }\nreason: ${written}\nowner: ana\napprovedBy: bo\nuntil: 2026-12-31\nticket: ${written}\n`,
  );
}, 180_000);
afterAll(() => rmSync(sandbox, { recursive: true, force: true }));

function edit(file: string, replacements: readonly (readonly [string, string])[]): void {
  const at = path.join(work, file);
  let text = readFileSync(at, 'utf8');
  for (const [before, after] of replacements) {
    if (!text.includes(before)) throw new RangeError(`${file} does not say ${before}`);
    text = text.replace(before, () => after);
  }
  writeFileSync(at, text);
}

function run(command: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'bin/alerts.js'), ...command.split(' ')], {
    cwd: work,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: sandbox,
      TZ: 'UTC',
      ALERTS_NOW: '2026-11-23T12:00:00Z',
      ALERTS_CACHE_DIR: path.join(sandbox, 'cache'),
      CI: 'true',
    },
  });
  return `${stdout}\n${stderr}`;
}

const acting =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const findings = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'markdown'];
const commands = [
  ...findings.map((format) => `lint --format ${format}`),
  ...[...findings, 'html'].map((format) => `readiness --format ${format}`),
  ...['text', 'json', 'markdown'].map((format) => `plan --verbose --format ${format}`),
  ...['text', 'json', 'junit'].map((format) => `test --format ${format}`),
  ...['text', 'json'].map((format) => `show checkout-api/card-errors --env production --format ${format}`),
  ...['text', 'json'].map((format) => `list --format ${format}`),
  ...['text', 'json', 'markdown'].map((format) => `route checkout-api/card-errors --env production --format ${format}`),
  ...['text', 'json', 'markdown'].map((format) => `route --sweep --all --format ${format}`),
  ...['text', 'json', 'ics'].map((format) => `oncall --format ${format}`),
  ...['text', 'json'].map((format) => `oncall --check --format ${format}`),
  ...['text', 'json'].map((format) => `approvals --format ${format}`),
];

describe('texts of definitions are texts in every output', () => {
  test.each(commands)('%s', (command) => {
    const output = run(command);
    expect(output.length).toBeGreaterThan(30);
    const isCalendar = command.endsWith(' ics');
    expect(isCalendar ? output.replaceAll('\r', '') : output.replace(/\n/g, '')).not.toMatch(acting);
    // Workflow commands count at the beginning of a line, whatever spaces stand before them; the format `github` writes its own.
    const own = command.endsWith(' github') ? /^::(error|warning|notice|stop-commands|[0-9a-f-]{16,}::)/ : /^$/;
    const lines = output.split(/\r?\n/).filter((line) => !own.test(line));
    expect(lines.filter((line) => /^\s*::[a-z]/i.test(line))).toEqual([]);
    expect(lines.filter((line) => line.includes('owned') && line.startsWith('::'))).toEqual([]);
    if (!isCalendar) expect(lines.filter((line) => /##(vso)?\[/.test(line))).toEqual([]);
    if (/ (markdown|html|junit|checkstyle)$/.test(command)) expect(output).not.toMatch(/<script|<img/);
    // A plan in Markdown begins with its own marker.
    const markers = command.endsWith(' markdown') ? (output.match(/<!--[^>]*-->/g) ?? []) : [];
    expect(
      markers.filter(
        (marker) => marker !== '<!-- alerts:lint:report -->' && marker !== '<!-- alerts:readiness:report -->',
      ),
    ).toEqual(command.startsWith('plan') && command.endsWith(' markdown') ? ['<!-- alerts:plan -->'] : []);
  });
});

describe('nobody’s address or number is in what is shown to others', () => {
  const shown = commands.filter((command) => / (ics|html|markdown|junit|sarif|gitlab|github)$/.test(command));
  test.each([...shown, 'oncall --format text', 'oncall --format json'])('%s', (command) => {
    expect(run(command)).not.toMatch(/[\w.]+@shop\.example|mailto:|tel:/i);
  });
});
