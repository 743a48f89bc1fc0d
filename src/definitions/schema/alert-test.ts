import * as s from './parts.ts';
import type { Schema } from './parts.ts';

const groupValues: Schema = {
  type: 'object',
  description: 'Group values.',
  additionalProperties: { type: ['string', 'number', 'boolean'] },
};

const series: Schema = {
  description: 'A series, or a list of series per group.',
  type: ['object', 'array', 'string'],
  expected: 'a series such as "0 x15, 40 x10", or { group, values }',
  properties: { group: groupValues, values: s.text('`0 x15, 40 x10, _ x5, 1..9 x5`.') },
  required: ['values'],
  additionalProperties: false,
  items: s.object({ group: groupValues, values: s.text('Values.') }, 'One series.', ['values']),
};

const record: Schema = s.object(
  {
    at: s.duration('When, since the start.'),
    from: s.duration('Several: from.'),
    to: s.duration('Several: until, not included.'),
    every: s.duration('Several: how far apart.'),
    count: s.integer('How many alike at the same instant.', 1, 1_000_000),
    fields: {
      type: 'object',
      description: 'Attributes and tags: `service`, `@http.status_code`.',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
  },
  'A record, or several alike.',
);

const execution: Schema = s.object(
  {
    at: s.duration('When it ran, since the start.'),
    rows: {
      type: 'array',
      description: 'The rows; none is an empty result.',
      items: { type: 'object', description: 'A row: value by column.' },
    },
    error: s.text('It failed with these words.'),
  },
  'One execution.',
  ['at'],
);

const moment = (description: string): Schema =>
  s.text(description, {
    pattern: '^-?[0-9]{1,6}(s|m|h|d|w)$',
    expected: 'a time since the start such as 5m, or -1h for one before it',
    examples: ['5m', '-1h'],
  });

const fixtureRow: Schema = s.object(
  {
    at: moment('When it comes, since the start; it has always been there where nothing is said.'),
    from: moment('Several: from.'),
    to: moment('Several: until, not included.'),
    every: s.duration('Several: how far apart.'),
    until: moment('When it goes.'),
    time: s.text('Column that has the instant at which it comes.', { examples: ['completed_at'] }),
    count: s.integer('How many alike at the same instant.', 1, 20_000),
    values: { type: 'object', description: 'Values by column; null where it has none, as a column that is not named.' },
  },
  'A row, or several alike.',
);

const tableName = '^[a-z_][a-z0-9_]{0,62}(\\.[a-z_][a-z0-9_]{0,62})?$';

const fixtureTable: Schema = s.object(
  {
    columns: {
      type: 'object',
      description: 'Types of PostgreSQL by column.',
      minProperties: 1,
      additionalProperties: s.text('A type.', {
        pattern: '^[A-Za-z][A-Za-z0-9_ ]*(\\([0-9, ]+\\))?[A-Za-z ]*(\\[\\])?$',
        expected: 'a type such as timestamptz, text or numeric(10, 2)',
        examples: ['timestamptz'],
      }),
    },
    rows: s.list(fixtureRow, 'Its rows; none by default.'),
  },
  'A table.',
  ['columns'],
);

/** One case of an AlertTest: what is fed in, and what must be seen. */
export const testCase: Schema = s.object(
  {
    name: s.text('What it proves.'),
    input: s.object(
      {
        value: {
          description:
            'What the alert measures, as levels: `healthy x20, 2*critical x10`, or a list of them per group.',
          type: ['array', 'string'],
          expected: 'levels such as "healthy x20, 2*critical x10", or a list of { group, values }',
          items: s.object({ group: groupValues, values: s.text('Levels.') }, 'One group.', ['group', 'values']),
        },
        metrics: { type: 'object', description: 'Series per query.', additionalProperties: series },
        logs: s.list(record, 'Log records or events.', { minItems: 1 }),
        checks: {
          description: 'Statuses of a service check, or a list of them per group.',
          type: ['object', 'array', 'string'],
          expected: 'statuses such as "ok x5, critical x3", or { group, statuses }',
          properties: { group: groupValues, statuses: s.text('`ok x5, critical x3, _ x2`.') },
          required: ['statuses'],
          additionalProperties: false,
          items: s.object({ group: groupValues, statuses: s.text('Statuses.') }, 'One group.', ['statuses']),
        },
        rows: s.list(execution, 'Executions of the query.', { minItems: 1 }),
        tables: {
          type: 'object',
          description: 'Tables that the SQL of a Redash alert is run on, by name.',
          minProperties: 1,
          propertyNames: { pattern: tableName },
          additionalProperties: fixtureTable,
        },
        queues: {
          description: 'Samples of a queue (or node) by measure, or a list of them by name.',
          type: ['object', 'array'],
          expected: 'series by measure such as { ready: "0 x10, 500 x20" }',
          additionalProperties: { type: ['string'] },
          items: { type: 'object', description: 'One queue.', additionalProperties: { type: ['string'] } },
        },
        probes: {
          description:
            'Outcomes per location (`up x5, down x10`), `daysLeft` of a certificate, or what the `loads` of a page measure.',
          type: 'object',
          additionalProperties: { type: ['string'] },
        },
        heartbeats: {
          description: 'Pings: `ping x10, _ x30`, or a list of times since the start.',
          type: ['array', 'string'],
          items: s.duration('When a ping came.'),
        },
        slo: s.object(
          { good: s.text('Series of good events.'), total: s.text('Series of all events.') },
          'Good and total events.',
          ['good', 'total'],
        ),
        states: {
          description: "States of a composite's members: `ok x5, alert x10`, or a list of them per group.",
          type: 'object',
          additionalProperties: {
            type: ['string', 'array'],
            items: s.object({ group: groupValues, states: s.text('States.') }, 'One group.', ['states']),
          },
        },
      },
      'What is fed in.',
      [],
      { minProperties: 1, maxProperties: 1 },
    ),
    expect: s.list(
      s.object(
        {
          at: s.duration('At this time since the start.'),
          by: s.duration('First seen no later than.'),
          from: s.duration('From.'),
          to: s.duration('To.'),
          state: s.oneOf(['ok', 'warning', 'alert', 'no-data'], 'State.'),
          group: groupValues,
          priority: s.oneOf(['P1', 'P2', 'P3', 'P4', 'P5'], 'Priority.'),
          notifies: {
            description: 'Who is notified at once: `on-call`, `channel:NAME`, `squad:ID`, a person.',
            type: ['array', 'string'],
          },
          reached: s.object(
            {
              who: {
                description: 'A person, `squad:ID`, `channel:NAME`, a list of them, or `none`.',
                type: ['array', 'string'],
              },
              within: s.duration('No later than so long after the page.'),
              by: s.oneOf(['email', 'sms', 'voice', 'mobile'], 'In this way.'),
              priority: s.oneOf(['P1', 'P2', 'P3', 'P4', 'P5'], "Priority after the squad's policies."),
              title: s.text('Title after the squad\'s policies, or `contains "text"`.'),
            },
            'What becomes of the page.',
            ['who'],
          ),
          title: s.text('Title, or `contains "text"`.'),
          message: s.text('Message, or `contains "text"`.'),
          runbook: s.oneOf(['present', 'absent'], 'Whether a runbook is shown.'),
          recovery: s.flag('Whether a recovery is notified.'),
        },
        'One expectation.',
        [],
        { minProperties: 1 },
      ),
      'What must be seen.',
    ),
    never: s.list(s.oneOf(['warning', 'alert', 'no-data'], 'A state.'), 'States that must not occur.'),
    notifications: s.object(
      { max: s.integer('At most.', 0, 10_000), min: s.integer('At least.', 0, 10_000) },
      'How many notifications.',
    ),
  },
  'One case.',
  ['name', 'input'],
);
