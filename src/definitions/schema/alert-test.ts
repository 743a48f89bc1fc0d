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

/** One case of an AlertTest: what is fed in, and what must be seen. */
export const testCase: Schema = s.object(
  {
    name: s.text('What it proves.'),
    input: s.object(
      {
        metrics: { type: 'object', description: 'Series per query.', additionalProperties: series },
        logs: { type: 'array', description: 'Log records.' },
        rows: { type: 'array', description: 'Result sets.' },
        queues: { type: ['array', 'object'], description: 'Queue samples.' },
        probes: { type: ['array', 'object'], description: 'Outcomes per location.' },
        heartbeats: { type: ['array', 'object', 'string'], description: 'Ping times.' },
        slo: { type: 'object', description: 'Good and total events.' },
        states: { type: 'object', description: "States of a composite's members." },
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
          notifies: { description: 'Who is notified.', type: ['array', 'string'] },
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
