import { categories, priorities } from '../types.ts';
import * as s from './parts.ts';
import type { Schema } from './parts.ts';

const notifyTarget: Schema = {
  description: '`on-call`, `none`, `{ channel: name }`, or a list of them.',
  type: ['string', 'object', 'array'],
  expected: 'on-call, none, { channel: name }, or a list of them',
  if: { type: 'string' },
  then: { enum: ['on-call', 'none'] },
  properties: { channel: s.id('A channel of the squad.') },
  required: ['channel'],
  additionalProperties: false,
  items: {
    type: ['string', 'object'],
    expected: 'on-call or { channel: name }',
    if: { type: 'string' },
    then: { enum: ['on-call'] },
    properties: { channel: s.id('A channel of the squad.') },
    required: ['channel'],
    additionalProperties: false,
  },
};

/** `condition` of an alert. */
export const condition: Schema = s.removable(
  s.object(
    {
      is: s.oneOf(['above', 'at-least', 'below', 'at-most'], 'On which side of the threshold the alert fires.'),
      critical: s.quantity('Fires at this value.'),
      warning: s.quantity('Warns at this value; on the quiet side of `critical`.'),
      recovery: s.quantity('Recovers from critical at this value, so that a value around the threshold does not flap.'),
      warningRecovery: s.quantity('Recovers from warning at this value.'),
      over: s.duration('Evaluation window: the values are aggregated over it.'),
      for: s.duration('How long the condition must hold.'),
      reduce: s.oneOf(['avg', 'sum', 'min', 'max', 'last'], 'How the window becomes one value.'),
      delay: s.duration('Evaluate that much behind now, for data that arrives late.'),
      atLeast: {
        ...s.mapOf(
          { type: ['number', 'string'], expected: 'a number' },
          'No verdict while a query is under this value: `{ requests: 50 }`.',
          '^[A-Za-z][A-Za-z0-9_]*$',
        ),
        type: ['object', 'null'],
      },
      noData: s.oneOf(
        ['ok', 'keep', 'notify', 'resolve'],
        'What missing data means: healthy, keep the last state, tell the `noData` targets, or resolve.',
      ),
      fullWindow: s.flag('Wait for a full window of data before a verdict.'),
      failures: s.integer('Consecutive failures after which a check fires.', 1, 100),
      warningFailures: s.integer('Consecutive failures after which a check warns.', 1, 100),
      recoveries: s.integer('Consecutive successes after which a check recovers.', 1, 100),
      downFor: s.duration('How long a probe must be down.'),
      confirmations: s.integer('How many further locations must confirm.', 0, 20),
      missingFor: s.duration('How long a heartbeat may be missing.'),
      expiresWithin: s.duration('How long before its end a certificate counts as expiring.'),
      burn: s.positive('Burn rate: a multiple of the even consumption of the error budget.'),
      long: s.duration('Long window of a burn rate.'),
      short: s.duration('Short window of a burn rate; a twelfth of the long one.'),
    },
    'When the alert fires; which fields apply follows from the source.',
  ),
);

/** The fields of a condition that each kind of source admits. */
export const conditionFields: Readonly<Record<string, readonly string[]>> = {
  measurement: [
    'is',
    'critical',
    'warning',
    'recovery',
    'warningRecovery',
    'over',
    'for',
    'reduce',
    'delay',
    'atLeast',
    'noData',
    'fullWindow',
  ],
  check: ['failures', 'warningFailures', 'recoveries', 'noData'],
  probe: ['downFor', 'confirmations'],
  heartbeat: ['missingFor'],
  certificate: ['expiresWithin'],
  burn: ['burn', 'long', 'short'],
  composite: ['noData'],
  none: [],
};

/** The fields that make sense only together with a verdict, by kind of condition: what an alert of that kind must say. */
export const requiredConditionFields: Readonly<Record<string, readonly string[]>> = {
  measurement: ['is', 'critical'],
  check: ['failures'],
  heartbeat: ['missingFor'],
  certificate: ['expiresWithin'],
  burn: ['burn', 'long', 'short'],
};

/** `groups` of an alert. */
export const groups: Schema = s.removable(
  s.object(
    {
      by: {
        description: "The dimensions: a list of tags, or a map from alias (used in texts) to the vendor's facet.",
        type: ['array', 'object'],
        expected: 'a list of tags, or a map from alias to facet',
        items: s.text('A tag.'),
        minItems: 1,
        propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_.-]*$' },
        additionalProperties: s.text("The facet in the vendor's query."),
        minProperties: 1,
      },
      notify: s.list(s.text('An alias of `by`.'), 'Notify once per value of these, instead of once per group.'),
      limit: s.integer('How many groups at most.', 1, 10_000),
      newGroupDelay: s.duration('How long a new group is not evaluated after it appears.'),
    },
    'One alert per value of these dimensions.',
  ),
);

/** A runbook written in place; `path` as a string points at a Markdown file. */
export const runbook: Schema = {
  description:
    'What to do: in place, or the path of a Markdown file with the headings Trigger, Resolution, Expected time (French: Déclenchement, Résolution, Temps théorique).',
  type: ['string', 'object', 'null'],
  pattern: '\\.md$',
  expected: 'a mapping with trigger, resolution and expectedTime, or the path of a Markdown file',
  properties: {
    trigger: s.removable(s.text('What has happened when this fires, in words of the business.')),
    resolution: {
      ...s.list(s.text('One step: a command or a decision.'), 'What to do, in order.'),
      type: ['array', 'null'],
    },
    expectedTime: s.removable(s.duration('Theoretical time to resolve.')),
    interpolate: s.flag('Fill `${}` in the runbook.'),
  },
  additionalProperties: false,
};

/** `suppress` of any definition. */
export const suppress: Schema = s.list(
  s.object(
    {
      rule: s.text('Rule id.', { pattern: '^[a-z-]+/[a-z0-9-]+$', expected: 'a rule id such as threshold/order' }),
      reason: s.text('Why it is right here.'),
      until: s.date('Last day on which it holds.'),
    },
    'One suppressed rule.',
    ['rule', 'reason'],
  ),
  'Rules that do not apply here, each with its reason.',
);

/** The fields of an alert without `source`, which the vendors' parts complete. All are optional here: an alert may be a patch. */
export function alertFields(): Record<string, Schema> {
  return {
    description: s.removable(s.text('What is wrong, in a few words; becomes the title.')),
    impact: s.removable(s.text('Who is affected, and how.')),
    priority: s.oneOf([...priorities], 'P1 (critical) to P5 (informational).'),
    category: s.removable(s.oneOf([...categories], 'What kind of symptom it is; readiness joins on it.')),
    covers: s.list(s.text('A feature, endpoint, queue or job of the application.'), 'What this alert watches over.'),
    squad: {
      description: "Who is reached, when not the application's squad: a squad, or one per value of a group.",
      type: ['string', 'object', 'null'],
      pattern: s.idPattern,
      expected: 'a squad, or { fromGroup: alias, otherwise: squad }',
      properties: {
        fromGroup: s.text("The alias whose value is a squad's id."),
        otherwise: s.id('The squad for every other value.'),
      },
      required: ['fromGroup', 'otherwise'],
      additionalProperties: false,
    },
    source: s.shared('source'),
    groups: s.shared('groups'),
    condition: s.shared('condition'),
    notify: s.shared('notify'),
    message: s.removable(
      s.text(
        'What the person who is called reads first; `{{value}}`, `{{threshold}}`, `{{group.alias}}` are filled when it fires.',
      ),
    ),
    runbook: s.shared('runbook'),
    dashboard: s.removable(s.url('Where to look first.')),
    links: s.list(
      s.object({ title: s.text('What it is.'), url: s.url('Where it is.') }, 'A link.', ['title', 'url']),
      'Further reading.',
    ),
    tags: s.mapOf(
      { type: ['string', 'number', 'boolean', 'null'], expected: 'a text' },
      'Free tags: `{ kind: batch }`.',
      '^[a-z][a-z0-9_.-]*$',
    ),
    renotify: s.removable(
      s.object(
        {
          every: s.removable(s.duration('Repeat while it fires.')),
          max: s.removable(s.integer('How often at most.', 1, 1000)),
        },
        'Repeated notification.',
      ),
    ),
    autoClose: s.removable(s.duration('Close by itself after so long without data.')),
    active: {
      description:
        "Hours in which the alert is evaluated: a name of the project's `hours`, `not NAME`, or hours in place.",
      type: ['string', 'object', 'array', 'null'],
      expected: 'the name of hours, or hours in place',
    },
    environments: s.list(s.id('An environment of the project.'), 'Where the alert exists; everywhere by default.', {
      minItems: 1,
    }),
    reviewed: s.removable(s.date('When the alert was last reviewed.')),
    renamedFrom: s.list(
      s.text('`application/alert` or `alert`.', {
        pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)*(/[a-z0-9-]+(\\.[a-z0-9-]+)*)?$',
      }),
      'Earlier identities within the squad; keeps the object and its history.',
    ),
    transferredFrom: s.id('The squad that owned it before.'),
    disabled: s.removable(
      s.object({ reason: s.text('Why.'), until: s.date('Last day.') }, 'Evaluated, but silent, for a while.', [
        'reason',
      ]),
    ),
    mode: s.removable(s.object({ shadow: s.date('Last day of the trial.') }, 'Evaluates without notifying.')),
    suppress: s.shared('suppress'),
  };
}

/** `overrides:` of an alert. */
export function overridesList(): Schema {
  return s.list(
    s.object(
      { when: s.shared('selector'), set: s.object(alertFields(), 'What is different there.') },
      'One override.',
      ['when', 'set'],
    ),
    'Differences by environment and other facts; applied last, in order.',
  );
}

/** `notify` of an alert. */
export const notify: Schema = s.object(
  { critical: notifyTarget, warning: notifyTarget, noData: notifyTarget, recovery: notifyTarget },
  'Who hears of each transition.',
);

/** `defaults:` of a project, squad, template or application. */
export function defaultsList(): Schema {
  const settable = alertFields();
  for (const key of ['overrides', 'renamedFrom', 'transferredFrom', 'source']) delete settable[key];
  return s.list(
    s.object(
      { when: s.shared('selector'), set: s.object(settable, 'The defaults.') },
      'Defaults for what `when` selects; for all without it.',
      ['set'],
    ),
    'Values for alerts that do not say otherwise, in order; later ones win.',
  );
}
