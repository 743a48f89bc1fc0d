import { priorities } from '../types.ts';
import { durationPattern } from '../values/duration.ts';
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

const priority = (description: string): Schema => s.oneOf([...priorities], description);
const tagValues = (description: string): Schema =>
  s.mapOf({ type: ['string', 'number', 'boolean'] }, description, '^[a-z][a-z0-9_.-]*$');

/** How notifications are held back, repeated or ended. */
const quieting: Readonly<Record<string, Schema>> = {
  delay: {
    description: 'Notify only when still open after so long, or from a time on.',
    type: ['string', 'object'],
    pattern: durationPattern,
    expected: 'a duration such as 10m, or { until: 08:00 }',
    properties: {
      until: s.text('A time of day, or a day of the week and a time: `08:00`, `mon 08:00`.', {
        pattern: '^((mon|tue|wed|thu|fri|sat|sun) )?([01][0-9]|2[0-3]):[0-5][0-9]$',
        expected: 'a time such as 08:00 or mon 08:00',
      }),
    },
    required: ['until'],
    additionalProperties: false,
  },
  deduplicate: s.object(
    {
      count: s.integer('Notify at the so many-th occurrence.', 2, 100),
      within: s.duration('Count only occurrences within so long.'),
    },
    'Notify only when it keeps occurring.',
    ['count'],
  ),
  autoRestart: s.object(
    { every: s.duration('After so long without acknowledgement.'), times: s.integer('How often.', 1, 20) },
    'Start all notifications again.',
    ['every', 'times'],
  ),
  suppress: s.flag('Do not notify at all.'),
  autoClose: s.duration('Close after so long.'),
};

const policy = s.object(
  {
    when: s.shared('timedSelector'),
    set: s.object(
      {
        priority: priority('New priority.'),
        title: s.text('New title; `${title}` is the old one.'),
        description: s.text('New description.'),
        tags: tagValues('Tags to add.'),
      },
      'What changes.',
    ),
    ...quieting,
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

const integrationAction = s.object(
  {
    do: s.oneOf(['create', 'close', 'acknowledge', 'add-note', 'ignore'], 'What happens to the alert.'),
    when: s.shared('inboundSelector'),
    set: s.object(
      {
        priority: priority('Priority of the alert.'),
        title: s.text('Title of the alert.'),
        tags: tagValues('Tags to add.'),
        note: s.text('Note to add.'),
      },
      'What the alert gets.',
    ),
  },
  'What is done with a message; the first action that matches counts.',
  ['do'],
);

const integration = s.object(
  {
    type: s.text('Kind of the integration: `Datadog`, `StatusCake`, `Graylog`, `API`, `Email`…'),
    description: s.text('What sends alerts here.'),
    address: s.text('Local part of the address of an integration of type Email.', {
      pattern: '^[a-z0-9][a-z0-9._-]{0,62}$',
      expected: 'the part of an address before @',
    }),
    actions: s.mapOf(integrationAction, "Actions in order; without any the vendor's own."),
  },
  'One integration.',
  ['type'],
);

const maintenance = s.object(
  {
    from: s.instant('From.'),
    to: s.instant('To, exclusive.'),
    reason: s.text('Why.'),
    integrations: s.list(s.id('An integration of the squad.'), 'Integrations that are off.', { minItems: 1 }),
    policies: s.list(s.id('A policy of the squad.'), 'Policies that are off.', { minItems: 1 }),
  },
  'One maintenance.',
  ['from', 'to', 'reason'],
);

const service = s.object(
  {
    description: s.text('What it is.'),
    tags: tagValues('Tags.'),
    incidents: s.list(
      s.object(
        {
          when: s.shared('inboundSelector'),
          priority: priority('Priority of the incident.'),
          title: s.text('Title of the incident; `${title}` is that of the alert.'),
          stakeholders: s.text('What stakeholders read.'),
        },
        'Alerts that open an incident.',
        ['priority'],
      ),
      'The first that matches counts.',
    ),
  },
  'One service.',
);

const incidentTemplate = s.object(
  {
    title: s.text('Title of the incident.', { maxLength: 130 }),
    description: s.text('What is known.'),
    priority: priority('Priority.'),
    stakeholders: s.text('What stakeholders read.'),
    services: s.list(s.id('A service of the squad.'), 'Services that are affected.'),
    tags: tagValues('Tags.'),
  },
  'One template.',
  ['title', 'priority', 'stakeholders'],
);

const contactRule = s.object(
  {
    when: s.object(
      { priority: s.anyOfThese(priorities, 'Priorities.'), hours: s.shared('hours') },
      'For which alerts, and in which hours of the person.',
      [],
      { minProperties: 1 },
    ),
    steps: s.list(
      s.object(
        {
          after: s.duration('Since the person is notified.'),
          by: s.oneOf(['email', 'sms', 'voice', 'mobile'], 'The way.'),
        },
        'One step.',
        ['after', 'by'],
      ),
      'Ways in order.',
      { minItems: 1 },
    ),
    repeat: s.duration('All steps again after so long, until the alert is acknowledged.'),
  },
  'One rule.',
  ['steps'],
);

/** The fields of a squad that say who is reached. */
export const onCallFields: Readonly<Record<string, Schema>> = {
  schedules: s.mapOf(schedule, 'Schedules.'),
  escalations: s.mapOf(escalation, 'Escalation policies.'),
  routing,
  policies: s.mapOf(policy, "Policies that rename or reclassify alerts, in the file's order."),
  notifications: s.mapOf(
    s.object({ when: s.shared('timedSelector'), ...quieting }, 'One notification policy.', [], { minProperties: 1 }),
    'Policies that hold back, repeat or end notifications; of each effect the first match counts.',
  ),
  integrations: s.mapOf(integration, 'Inbound integrations.'),
  heartbeats: s.mapOf(
    s.object(
      {
        every: s.duration('Expected at least so often.'),
        description: s.text('What sends it.'),
        priority: priority('Priority when it is missing.'),
      },
      'One heartbeat.',
      ['every'],
    ),
    'Heartbeats of the on-call backend.',
  ),
  overrides: s.list(override, 'Swaps and absences.'),
  admins: s.list(s.id('A person.'), 'Whom `take: admins` means; by default the lead.', { minItems: 1 }),
  maintenance: s.mapOf(maintenance, 'Times in which integrations or policies are off.'),
  services: s.mapOf(service, 'Business services that incidents are about.'),
  incidentTemplates: s.mapOf(incidentTemplate, 'How incidents are announced.'),
};

/** How a person is reached. */
export const contacts: Schema = s.object(
  {
    sms: s.text('Where the number is kept; never the number.'),
    voice: s.text('Where the number is kept; never the number.'),
    mobile: s.text('Where the device is registered.'),
    rules: s.list(contactRule, 'The first rule that holds decides; without any, e-mail and the app at once.', {
      minItems: 1,
    }),
  },
  'How to reach them, as references only.',
);

/** Decisions about what the on-call vendor does not document. */
export const onCallSemantics: Schema = s.object(
  {
    hourlyTurns: s.oneOf(['elapsed', 'wall'], 'Turns of `Nh`: elapsed time (default), or wall time.'),
    overridesInMaskedHours: s.flag('Whether overrides also hold in hours that rotations mask; they do by default.'),
    neighbours: s.oneOf(
      ['rotation', 'timeline'],
      "`take: next`: the rotation's order alone (default), or who follows on the final timeline.",
    ),
    stepsAsk: s.oneOf(['firing', 'opening'], 'When a step asks who is on call: as it fires (default), or at opening.'),
    emptySteps: s.oneOf(['wait', 'skip'], 'A step that reaches nobody is waited out (default), or skipped.'),
  },
  'Switches for what the on-call vendor does not document.',
);
