import * as s from './parts.ts';
import type { Schema } from './parts.ts';

/** Hours in place, or the name of hours. */
export const hours: Schema = {
  description: 'The name of hours of the project, `not NAME`, or hours in place.',
  type: ['string', 'object', 'array'],
  expected: 'the name of hours, or hours in place',
  properties: {
    weekly: {
      description: 'One span or a list of spans: `mon-fri 09:00-18:00`, `fri 20:00 - mon 08:00`, `sat-sun`.',
      type: ['string', 'array'],
      items: s.text('A span.'),
      expected: 'a span such as "mon-fri 09:00-18:00", or a list of them',
    },
    except: s.list(
      s.text('An iCalendar file.', { pattern: '\\.ics$', expected: 'the path of an .ics file' }),
      'Calendars whose all-day events cut days out.',
    ),
  },
  additionalProperties: false,
  items: s.text('A span.'),
};

const takeWord = s.oneOf(['next', 'previous', 'everyone', 'admins', 'random'], 'Which person or people to take.');

const escalationTarget: Schema = s.object(
  {
    schedule: s.text('A schedule of the squad, or `squad/schedule`.', { pattern: '^[a-z0-9-]+(/[a-z0-9-]+)?$' }),
    squad: s.id('A squad.'),
    person: s.id('A person.'),
    channel: s.id('A channel of the squad.'),
    escalation: s.text('An escalation of the squad, or `squad/escalation`.', { pattern: '^[a-z0-9-]+(/[a-z0-9-]+)?$' }),
    take: takeWord,
  },
  'Who: exactly one of schedule, squad, person, channel.',
  [],
  { minProperties: 1, maxProperties: 2 },
);

const step = s.object(
  {
    after: s.duration('Minutes since the alert opened.'),
    while: s.oneOf(['unacknowledged', 'open'], 'While the alert is unacknowledged (default) or open.'),
    notify: s.list(escalationTarget, 'Who is notified.', { minItems: 1 }),
  },
  'One step.',
  ['after', 'notify'],
);

const steps = s.list(step, 'The steps.', { minItems: 1 });

const escalation: Schema = {
  description: 'Steps, or `{ steps, repeat }`.',
  type: ['array', 'object'],
  expected: 'a list of steps, or { steps, repeat }',
  items: step,
  minItems: 1,
  properties: {
    steps,
    repeat: s.object(
      {
        times: s.integer('How often.', 1, 20),
        every: s.duration('After how long.'),
        reset: s.flag('Whether acknowledgement is reset.'),
        close: s.flag('Whether the alert is closed at the end.'),
      },
      'Repetition of all steps.',
      ['times', 'every'],
    ),
  },
  required: ['steps'],
  additionalProperties: false,
};

const routeTarget: Schema = {
  description: '`none`, `{ escalation: id }` or `{ schedule: id }`.',
  type: ['string', 'object'],
  expected: 'none, { escalation: id } or { schedule: id }',
  if: { type: 'string' },
  then: { enum: ['none'] },
  properties: {
    escalation: s.text('An escalation of the squad, or `squad/escalation`.'),
    schedule: s.text('A schedule of the squad, or `squad/schedule`.'),
    squad: s.id("Another squad's routing."),
  },
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
};

const route = s.object({ when: s.shared('timedSelector'), to: routeTarget }, 'One routing rule.', ['to']);

const routing: Schema = {
  description: 'Routing rules in order; the first match decides. Or `{ timezone, rules }`.',
  type: ['array', 'object'],
  expected: 'a list of rules, or { timezone, rules }',
  items: route,
  properties: { timezone: s.zone('Zone of the hours.'), rules: s.list(route, 'The rules.') },
  required: ['rules'],
  additionalProperties: false,
};

const rotation = s.object(
  {
    participants: s.list(
      s.text('A person, or `none` for a gap on purpose.', { pattern: s.idPattern }),
      'Who takes turns, in order.',
      { minItems: 1 },
    ),
    every: {
      ...s.duration('Length of a turn: `Nd` and `Nw` keep the wall time, `Nh` is elapsed time.'),
      pattern: '^[1-9][0-9]{0,3}(h|d|w)$',
      expected: 'a length of turn such as 12h, 1d or 1w',
    },
    start: s.instant('Start of the first turn.'),
    end: s.instant('End of the rotation.'),
    hours: s.shared('hours'),
  },
  'One rotation.',
  ['participants', 'every', 'start'],
);

const schedule = s.object(
  {
    timezone: s.zone('Zone of its turns, hours and overrides.'),
    description: s.text('What it is for.'),
    rotations: s.mapOf(rotation, 'Rotations; the schedule is their union.'),
  },
  'One schedule.',
  ['rotations'],
);

const policy = s.object(
  {
    when: s.shared('timedSelector'),
    set: s.object(
      {
        priority: s.oneOf(['P1', 'P2', 'P3', 'P4', 'P5'], 'New priority.'),
        title: s.text('New title; `${title}` is the old one.'),
        description: s.text('New description.'),
        tags: s.mapOf({ type: ['string', 'number', 'boolean'] }, 'Tags to add.', '^[a-z][a-z0-9_.-]*$'),
      },
      'What changes.',
    ),
    delay: s.duration('Notify only when still open after so long.'),
    suppress: s.flag('Do not notify at all.'),
    autoClose: s.duration('Close after so long.'),
    continue: s.flag('Try the policies after it too.'),
  },
  'One policy.',
  ['when'],
);

const override = s.object(
  {
    schedule: s.id('A schedule of the squad.'),
    rotations: s.list(s.id('A rotation.'), 'Only these rotations.', { minItems: 1 }),
    from: s.instant('From.'),
    to: s.instant('To, exclusive.'),
    person: s.text('Who takes over, or `none`.', { pattern: s.idPattern }),
    reason: s.text('Why.'),
  },
  'One override.',
  ['schedule', 'from', 'to', 'person'],
);

/** The fields of a squad that say who is reached. */
export const onCallFields: Readonly<Record<string, Schema>> = {
  schedules: s.mapOf(schedule, 'Schedules.'),
  escalations: s.mapOf(escalation, 'Escalation policies.'),
  routing,
  policies: s.mapOf(policy, "Policies that rename or reclassify alerts, in the file's order."),
  notifications: s.mapOf(
    { type: 'object', description: 'One notification rule of the on-call backend.' },
    'Notification rules.',
  ),
  integrations: s.mapOf(
    s.object(
      { type: s.text('Kind of the integration.'), description: s.text('What sends alerts here.') },
      'One integration.',
      ['type'],
    ),
    'Inbound integrations.',
  ),
  heartbeats: s.mapOf(
    s.object(
      {
        every: s.duration('Expected at least so often.'),
        description: s.text('What sends it.'),
        priority: s.oneOf(['P1', 'P2', 'P3', 'P4', 'P5'], 'Priority when it is missing.'),
      },
      'One heartbeat.',
      ['every'],
    ),
    'Heartbeats of the on-call backend.',
  ),
  overrides: s.list(override, 'Swaps and absences.'),
};
