import type { Account, Fields } from '../account.ts';
import { recipientsIn } from '../blocks/recipients.ts';
import { choiceIn, flagIn, invalid, objectIn, requiredText, textIn, textsIn } from '../refusal.ts';

/** Fields of an alert policy beyond those of every policy. */
export const alertPolicyFields = [
  'message',
  'alias',
  'description',
  'entity',
  'source',
  'actions',
  'responders',
  'tags',
  'details',
  'priority',
  'updatePriority',
  'continue',
  'ignoreOriginalActions',
  'ignoreOriginalDetails',
  'ignoreOriginalResponders',
  'ignoreOriginalTags',
  'ignoreOriginalTeams',
];

function detailsIn(fields: Fields): Fields {
  if (Array.isArray(fields['details']) && fields['details'].length === 0) return {};
  const details = objectIn(fields, 'details') ?? {};
  if (Object.values(details).some((value) => typeof value !== 'string')) invalid('details', 'must be texts');
  return details;
}

/** What an alert policy makes of an alert. Texts that are left out keep the original. */
export function alertPolicyIn(account: Account, fields: Fields): Fields {
  const text = (name: string, longest: number): string => textIn(fields, name, longest) ?? `{{${name}}}`;
  const flag = (name: string): boolean => flagIn(fields, name) ?? false;
  const priority = choiceIn(fields, 'priority', ['P1', 'P2', 'P3', 'P4', 'P5']);
  return {
    message: requiredText(fields, 'message', 130),
    alias: text('alias', 512),
    description: text('description', 15_000),
    entity: text('entity', 512),
    source: text('source', 512),
    actions: textsIn(fields, 'actions', 10, 50) ?? [],
    tags: textsIn(fields, 'tags', 20, 50) ?? [],
    details: detailsIn(fields),
    responders: recipientsIn(account, fields, 'responders', ['user', 'team', 'schedule', 'escalation'], 50) ?? [],
    ...(priority ? { priority } : {}),
    continue: flag('continue'),
    ignoreOriginalActions: flag('ignoreOriginalActions'),
    ignoreOriginalDetails: flag('ignoreOriginalDetails'),
    ignoreOriginalResponders: flag('ignoreOriginalResponders'),
    ignoreOriginalTags: flag('ignoreOriginalTags'),
  };
}
