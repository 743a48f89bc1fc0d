import type { IntegrationAction } from '../../oncall/model.ts';
import type { Path } from '../../definitions/source/node.ts';
import type { Compiling, Inputs } from './compiling.ts';
import type { Condition } from './criteria.ts';
import { mailTitleExpression } from './title-expression.ts';

// What Opsgenie knows of a mail: its sender, its subject, and its text as "message". It has no tags, no priority and no alias.
// Conditions: opsgenie/terraform-provider-opsgenie, website/docs/r/integration_action.markdown (filter).
// Texts: https://operations-help.atlassian.net/wiki/spaces/OPSHELP/pages/27000889/String+processing+methods

/** What is selected of mails, by their subjects: nothing else of a selector is known of them. */
export function mailConditions(when: IntegrationAction['when'], path: Path, compiling: Compiling): Condition[] {
  return Object.entries(when ?? {}).flatMap(([key, written]): Condition[] => {
    const at = [...path, key];
    const patterns = (Array.isArray(written) ? written : [written]).map(String);
    if (key === 'title')
      return [
        {
          field: 'subject',
          operation: 'matches',
          expectedValue: mailTitleExpression(patterns, at, compiling),
          not: false,
        },
      ];
    compiling.report('selector', at, `A mail does not say its ${key}: Opsgenie looks at the subject alone.`, {
      help: 'Select by "title", which is the subject, or leave "when" out.',
    });
    return [];
  });
}

/**
 * What an alert is known by while it is open: the subject without the word in brackets that it begins with, so that `[OK] x` closes
 * what `[TRIGGERED] x` has opened, and the same mail again is no second alert.
 */
const alias = String.raw`{{subject.extract(/^(?:\[[A-Z]+\] *)?(.*)$/)}}`;

/** The priority that a subject has in brackets; Opsgenie takes what is none for its default, P3. */
const customPriority = String.raw`{{subject.extract(/\[(P[1-5])\]/)}}`;

/** What tells the alert of a mail from others. */
export const mailIdentity: Inputs = { alias };

/** What an alert is made of that a mail opens, but for what the definition sets. */
export function mailContent({ set }: IntegrationAction): Inputs {
  return {
    message: '{{subject}}',
    description: '{{message}}',
    source: '{{from_address}}',
    ...(set.priority === undefined ? { customPriority } : {}),
  };
}

/** A title in terms of a mail. */
export function mailTitle(title: string): string {
  return title.replaceAll('{{message}}', '{{subject}}');
}
