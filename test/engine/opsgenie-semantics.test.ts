import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OnCallModel } from '../../src/oncall/model.ts';
import { onCallAt } from '../../src/oncall/schedule/duties.ts';
import { onCallModelOf } from '../../src/pipeline/on-call-model.ts';
import { runTexts } from '../support/tree.ts';
import { startWorld, type World } from './world.ts';
import { shopProject } from './definitions.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({});
});
afterEach(() => world.close());

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const people = ['ana', 'bo', 'cy', 'dee'];
const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
const hours = [
  undefined,
  'business',
  'not business',
  'mon-fri 09:00-18:00',
  'fri 20:00 - mon 08:00',
  'mon-sun 22:00-06:30',
  'mon-sun 01:30-02:30',
];

const project = `${shopProject}hours: { business: { weekly: mon-fri 09:00-18:00, except: [./days.ics] } }
lint: { rules: {} }
onCall: duty
connections:
  duty: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY } }
`;

const holidays = ['20270329', '20270506', '20270714', '20271101', '20271225', '20271226'];

const calendar = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test
${holidays
  .map(
    (day) => `BEGIN:VEVENT
UID:${day}
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:${day}
SUMMARY:Holiday
END:VEVENT
`,
  )
  .join('')}END:VCALENDAR
`.replaceAll('\n', '\r\n');

const personText = people
  .map(
    (id) => `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${id}
email: ${id}@shop.example
licence: { run: 2026-01-01, onCall: 2026-01-01 }
`,
  )
  .join('---\n');

/** A squad with random schedules; every choice is made by `random`. */
function squadText(random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = (): string => `${two(Math.floor(random() * 24))}:${pick(['00', '30'])}`;
  const date = (year: number): string =>
    `${year}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`;
  const rotation = (): string => {
    const others = Array.from({ length: Math.floor(random() * 5) }, () => pick([...people, ...people, 'none']));
    const participants = [pick(people), ...others];
    const when = pick(hours);
    const end = random() < 0.2 ? `, end: '${date(2027)}T12:00:00Z'` : '';
    return `{ participants: [${participants.join(', ')}], every: ${pick(['1w', '2w', '1d', '3d', '12h', '7h'])}, start: '${date(2026)}T${time()}:00Z'${end}${when === undefined ? '' : `, hours: ${when.includes(':') ? `'${when}'` : when}`} }`;
  };
  const schedules = Array.from({ length: 12 }, (_, index) => {
    const rotations = Array.from(
      { length: 1 + Math.floor(random() * 3) },
      (_one, number) => `      r${number}: ${rotation()}\n`,
    );
    return `  s${index}:\n    timezone: ${pick(zones)}\n    rotations:\n${rotations.join('')}`;
  });
  const overrides = Array.from({ length: 20 }, () => {
    const from = Date.parse(`${date(2027)}T${time()}:00Z`);
    const until = new Date(from + (1 + Math.floor(random() * 96)) * 1_800_000 * 2).toISOString();
    const only = random() < 0.4 ? ', rotations: [r0]' : '';
    return `  - { schedule: s${Math.floor(random() * 12)}, from: '${new Date(from).toISOString().replace('.000', '')}', to: '${until.replace('.000', '')}', person: ${pick([...people, 'none'])}${only} }\n`;
  });
  return `apiVersion: alerts/v1
kind: Squad
id: crew
name: Crew
members: [ana]
channels: { default: { slack: '#crew' } }
schedules:
${schedules.join('')}overrides:
${overrides.join('')}`;
}

/** Instants at any time of the year, in the nights when clocks change, and on holidays. */
function instants(random: () => number): number[] {
  const year = Date.parse('2027-01-02T00:00:00Z');
  const anywhere = Array.from({ length: 120 }, () => year + Math.floor(random() * 350 * 24 * 60) * 60_000);
  const nights = [
    '2027-03-28T00:00Z',
    '2027-10-31T00:00Z',
    '2027-03-14T06:00Z',
    '2027-11-07T05:00Z',
    '2027-04-03T14:00Z',
    '2027-10-02T15:00Z',
  ];
  const changes = nights.flatMap((night) =>
    Array.from({ length: 8 }, (_, step) => Date.parse(night) + step * 1_800_000),
  );
  const days = holidays.flatMap((day) => {
    const start = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00Z`);
    return Array.from({ length: 8 }, (_, step) => start + step * 3 * 3_600_000 + 60_000);
  });
  return [...anywhere, ...changes, ...days];
}

/** What Opsgenie answers: https://docs.opsgenie.com/docs/who-is-on-call-api */
async function whoIsOnCall(schedule: string, date: string): Promise<string[]> {
  const query = `scheduleIdentifierType=name&flat=true&date=${encodeURIComponent(date)}`;
  const address = `http://${world.opsgenie.host}/v2/schedules/${encodeURIComponent(schedule)}/on-calls?${query}`;
  const response = await fetch(address, { headers: { Authorization: 'GenieKey og-api-key' } });
  const { data } = (await response.json()) as { data: { onCallRecipients: string[] } };
  return data.onCallRecipients;
}

async function modelOf(squad: string): Promise<OnCallModel> {
  const run = await runTexts({
    'project.yaml': project,
    'people.yaml': personText,
    'crew/squad.yaml': squad,
    'days.ics': calendar,
  });
  const model = onCallModelOf(run.shard.lookup(new Map()));
  if (!model) throw new Error('there is a project');
  return model;
}

test.each([1, 2])('who is on call at Opsgenie is who is on call by the file: seed %i', async (seed) => {
  const random = numbers(seed);
  const squad = squadText(random);
  world.write('alerts/project.yaml', project);
  world.write('alerts/people.yaml', personText);
  world.write('alerts/crew/squad.yaml', squad);
  world.write('alerts/days.ics', calendar);
  const applied = await world.run(['apply', '--yes', '--env', 'oncall'], { ALERTS_NOW: '2027-01-01T00:00:00Z' });
  expect(applied, applied.stderr).toMatchObject({ code: 0 });
  const model = await modelOf(squad);
  const wrong: string[] = [];
  for (const schedule of model.squads.get('crew')?.schedules.values() ?? [])
    for (const at of instants(random)) {
      const date = new Date(at).toISOString();
      const live = await whoIsOnCall(`crew ${schedule.id}`, date);
      const wanted = onCallAt(schedule, at, model.semantics).map(({ person }) => `${person}@shop.example`);
      const [mine, theirs] = [[...new Set(wanted)].sort().join(), [...live].sort().join()];
      if (mine !== theirs) wrong.push(`${schedule.id} ${schedule.zone} ${date}: file [${mine}] Opsgenie [${theirs}]`);
    }
  expect(wrong).toEqual([]);
});
