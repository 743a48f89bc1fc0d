import { describe, expect, test } from 'vitest';
import { constraints } from '../../../../src/providers/opsgenie/constraints.ts';
import { findingLines, runTexts } from '../../../support/tree.ts';

const project = `apiVersion: alerts/v1
kind: Project
id: shop
uid: 5e1f00d001
timezone: Europe/Paris
environments: { production: {} }
hours: { business: { weekly: mon-fri 09:00-18:00, except: [./days.ics] } }
onCall: duty
connections:
  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY } }
`;

const days = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20271225
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

const person = (more: string): string => `apiVersion: alerts/v1
kind: Person
id: ana
name: Ana
email: ana@shop.example
${more}`;

const squad = (more: string, id = 'payments'): string => `apiVersion: alerts/v1
kind: Squad
id: ${id}
name: Payments
members: [ana]
channels: { default: { slack: '#payments' } }
${more}`;

/** Findings of Opsgenie's constraints: `line:column severity constraint`, and the messages. */
async function found(more: string, contacts = '', id = 'payments'): Promise<{ places: string[]; messages: string[] }> {
  const result = await runTexts({
    'project.yaml': project,
    'people.yaml': person(contacts),
    'payments/squad.yaml': squad(more, id),
    'days.ics': days,
  });
  const lines = findingLines(result).filter((line) => line.includes(' opsgenie/'));
  return {
    places: lines.map((line) => line.split(' ').slice(0, 3).join(' ').replace('alerts/', '')),
    messages: lines.map((line) => line.split(' ').slice(3).join(' ')),
  };
}

const at = (rotation: string): string => `schedules:\n  oncall:\n    rotations:\n      weekly: ${rotation}\n`;
const step = (text: string): string => `escalations:\n  first:\n    - ${text}\n`;
const route = (when: string): string => `routing:\n  - { when: ${when}, to: none }\n`;
const policy = (text: string): string => `policies:\n  one: ${text}\n`;
const long = 'x'.repeat(60);

/** Constraint, severity, and a text in which § stands before what the finding points at. */
const cases: readonly (readonly [string, string, string])[] = [
  ['half-hour', 'error', at("{ participants: [ana], every: 1w, start: §'2026-01-05T09:15' }")],
  ['half-hour', 'error', at('{ participants: [ana], every: 1w, start: 2026-01-05T09:00, end: §2027-01-05T09:10 }')],
  [
    'half-hour',
    'error',
    at("{ participants: [ana], every: 1w, start: 2026-01-05T09:00, hours: §'mon-fri 09:00-18:20' }"),
  ],
  ['half-hour', 'error', route("{ hours: §'mon-fri 09:05-18:00' }")],
  [
    'half-hour',
    'error',
    `${at('{ participants: [ana], every: 1w, start: 2026-01-05T09:00 }')}overrides:
  - { schedule: oncall, from: §'2027-01-05T09:10', to: 2027-01-06T09:00, person: ana }\n`,
  ],
  [
    'windows',
    'error',
    at(
      "{ participants: [ana], every: 1w, start: 2026-01-05T09:00, hours: §['mon-sun 01:00-02:00', 'mon-sun 03:00-04:00', 'mon-sun 05:00-06:00'] }",
    ),
  ],
  [
    'description',
    'error',
    `schedules:
  s:
    description: §'${'x'.repeat(9_990)}'
    rotations: { r: { participants: [ana], every: 1w, start: 2026-01-05T09:00 } }\n`,
  ],
  ['whole-minutes', 'error', step('{ after: §90s, notify: [{ squad: payments }] }')],
  ['whole-minutes', 'error', policy('{ when: { priority: P5 }, delay: §90s }')],
  ['escalation-empty', 'error', 'escalations:\n  first:\n    §- { after: 0m, notify: [{ channel: default }] }\n'],
  ['channel', 'info', step('{ after: 0m, notify: [§{ channel: default }, { squad: payments }] }')],
  [
    'escalation-target',
    'error',
    `${step('{ after: 0m, notify: [{ squad: payments }] }')}  second:
    - { after: 0m, notify: [§{ escalation: first }, { squad: payments }] }\n`,
  ],
  ['routing-rules', 'error', `routing:\n  §${'- { when: { priority: P1 }, to: none }\n  '.repeat(100).trimEnd()}\n`],
  ['selector', 'error', route('{ tier: §1 }')],
  ['selector', 'error', policy('{ when: { type: §worker }, set: { priority: P4 } }')],
  ['expression', 'error', route("{ title: §'/(/' }")],
  ['tag-length', 'error', route(`{ tag: { kind: §${long} } }`)],
  ['tag-length', 'error', route(`{ alert: §checkout/${long} }`)],
  ['tag-length', 'error', policy(`{ when: { priority: P5 }, set: { tags: §{ kind: ${long} } } }`)],
  ['message-length', 'error', policy(`{ when: { priority: P5 }, set: { title: §'${long}${long}${long}' } }`)],
  [
    'message-length',
    'warning',
    policy(`{ when: { priority: P5 }, set: { title: §'${long}${'y'.repeat(20)} \${title}' } }`),
  ],
  ['notification-effects', 'error', 'notifications:\n  one: §{ suppress: true, delay: 10m }\n'],
  ['account-zone', 'info', policy("§{ when: { hours: 'mon-fri 09:00-18:00' }, set: { priority: P5 } }")],
  ['heartbeat-interval', 'error', 'heartbeats:\n  fast: { every: §30s }\n'],
  ['integration-type', 'error', 'integrations:\n  hook: { type: §Webhook }\n'],
  ['integration-address', 'error', 'integrations:\n  mail: §{ type: Email }\n'],
  ['integration-address', 'error', 'integrations:\n  api: { type: API, address: §post }\n'],
  [
    'action-order',
    'warning',
    `integrations:
  api:
    type: API
    actions:
      open: { do: create }
      spam: §{ do: ignore, when: { title: x } }\n`,
  ],
  [
    'selector',
    'error',
    `integrations:
  redash:
    type: Email
    address: redash-payments
    actions:
      bad: { do: create, when: { title: '[TRIGGERED]*', priority: §P1 } }\n`,
  ],
  [
    'maintenance',
    'error',
    'maintenance:\n  move: §{ from: 2027-01-05T09:00, to: 2027-01-05T10:00, reason: The move }\n',
  ],
];

/** `line:column` of the mark in a squad's document. */
function markIn(text: string): string {
  const before = squad(text).split('§')[0] ?? '';
  const lines = before.split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
}

describe('what Opsgenie refuses is found first, where it is written', () => {
  test.each(cases)('%s, %s: %s', async (constraint, severity, text) => {
    const { places } = await found(text.replace('§', ''));
    expect(places.filter((line) => line.endsWith(`opsgenie/${constraint}`))).toEqual([
      `payments/squad.yaml:${markIn(text)} ${severity} opsgenie/${constraint}`,
    ]);
  });

  test('names have room in Opsgenie', async () => {
    const schedules = `schedules:\n  ${long}: { rotations: { r: { participants: [ana], every: 1w, start: 2026-01-05T09:00 } } }\n`;
    const { places } = await found(schedules, '', `a${long}`);
    expect(places).toContain(`payments/squad.yaml:8:${long.length + 5} error opsgenie/name`);
  });

  test('a number or a device is what the person enters', async () => {
    const { places, messages } = await found(
      '',
      'contacts: { rules: [{ steps: [{ after: 0m, by: mobile }, { after: 5m, by: voice }] }] }\n',
    );
    expect(places).toEqual(['people.yaml:6:20 info opsgenie/contact']);
    expect(messages[0]).toBe(
      'Opsgenie needs a number or a device for mobile, voice: Ana enters it, and these rules, in their profile.',
    );
  });

  test('notification rules know no holidays', async () => {
    const { places } = await found(
      '',
      'contacts: { rules: [{ when: { hours: business }, steps: [{ after: 0m, by: email }] }] }\n',
    );
    expect(places).toEqual(['people.yaml:6:38 warning opsgenie/holidays']);
  });

  test('a heartbeat is named as an address allows', async () => {
    const { places } = await found(`heartbeats:\n  ${long}: { every: 1d }\n`, '', `a${long}`);
    expect(places.some((line) => line.endsWith('opsgenie/heartbeat-name'))).toBe(true);
  });

  test('every constraint has a case', () => {
    const elsewhere = ['contact', 'holidays', 'heartbeat-name', 'name'];
    const tried = new Set([...cases.map(([constraint]) => constraint), ...elsewhere].map((id) => `opsgenie/${id}`));
    expect(constraints.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
  });
});
