import { applicationTypes, categories, priorities } from '../types.ts';
import * as s from './parts.ts';
import type { Schema } from './parts.ts';

/** The one selector. `timed` admits `hours`, `group` and `title`, which only routing, policies and downtimes know. */
export function selector(timed: boolean): Schema {
  const properties: Record<string, Schema> = {
    environment: s.anyOfThese(undefined, 'Environments.'),
    squad: s.anyOfThese(undefined, 'Squads.'),
    application: s.anyOfThese(undefined, 'Applications.'),
    alert: s.anyOfThese(undefined, 'Alerts, as `alert` or `application/alert`.'),
    type: s.anyOfThese(applicationTypes, 'Types of the application.'),
    tier: s.anyOfThese([1, 2, 3, 4], 'Tiers of the application.'),
    category: s.anyOfThese(categories, 'Categories.'),
    priority: s.anyOfThese(priorities, 'Priorities.'),
    tag: s.mapOf(
      s.anyOfThese(undefined, 'Values of the tag.'),
      'Tags that the alert declares or inherits.',
      '^[a-z][a-z0-9_.-]*$',
    ),
  };
  if (timed) {
    properties['hours'] = {
      description: 'Hours of the project, `not NAME`, or hours in place.',
      type: ['string', 'object', 'array'],
      expected: 'the name of hours, or hours in place',
    };
    properties['group'] = s.mapOf(
      s.anyOfThese(undefined, 'Values of the group.'),
      "Values of the alert's groups.",
      '^[A-Za-z][A-Za-z0-9_.-]*$',
    );
    properties['title'] = s.anyOfThese(undefined, 'Title patterns: globs, or `/regular expressions/`.');
  }
  return s.object(properties, 'What it applies to: lists mean any of, keys mean all of.', [], { minProperties: 1 });
}

/** What comes in from outside has a title, a priority and tags, and no definition to look at. */
export const inboundSelector: Schema = s.object(
  {
    priority: s.anyOfThese(priorities, 'Priorities.'),
    tag: s.mapOf(s.anyOfThese(undefined, 'Values of the tag.'), 'Tags.', '^[a-z][a-z0-9_.-]*$'),
    title: s.anyOfThese(undefined, 'Title patterns: globs, or `/regular expressions/`.'),
  },
  'Which messages: lists mean any of, keys mean all of.',
  [],
  { minProperties: 1 },
);
