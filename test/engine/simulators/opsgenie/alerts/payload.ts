import type { Account, Fields } from '../account.ts';
import { recipientOf, type Recipient } from '../blocks/recipients.ts';
import { choiceIn, fieldsOf, invalid, listIn, objectIn, Refusal, requiredText, textIn, textsIn } from '../refusal.ts';
import type { Content } from './alert.ts';
import type { Extras } from './templates.ts';

const known = [
  'message',
  'alias',
  'description',
  'responders',
  'visibleTo',
  'actions',
  'tags',
  'details',
  'entity',
  'source',
  'priority',
  'user',
  'note',
];
const types = ['user', 'team', 'schedule', 'escalation'] as const;

/** Responders that exist; requests are worked off later, when nobody is there to be told of the others. */
function respondersIn(account: Account, fields: Fields): Recipient[] {
  return (listIn(fields, 'responders', 50) ?? []).flatMap((item) => {
    try {
      return [recipientOf(account, item, 'responders', types)];
    } catch (error) {
      if (error instanceof Refusal && /does not exist/.test(error.errors?.['responders'] ?? '')) return [];
      throw error;
    }
  });
}

function detailsIn(fields: Fields): Record<string, string> {
  const details = objectIn(fields, 'details') ?? {};
  if (Object.values(details).some((value) => typeof value !== 'string')) invalid('details', 'must be texts');
  if (JSON.stringify(details).length > 8000) invalid('details', 'must not be longer than 8000 characters');
  return details as Record<string, string>;
}

/** What a request says beside the alert. */
export function extrasIn(fields: Fields): Extras {
  return { user: textIn(fields, 'user', 100) ?? '', note: textIn(fields, 'note', 25_000) ?? '' };
}

/** The alert in the body: https://docs.opsgenie.com/docs/alert-api, create alert. */
export function payloadIn(account: Account, body: unknown): { content: Content; extras: Extras } {
  const fields = fieldsOf(body, known);
  const text = (name: string, longest: number): string => textIn(fields, name, longest) ?? '';
  const content: Content = {
    message: requiredText(fields, 'message', 130),
    alias: text('alias', 512),
    description: text('description', 15_000),
    entity: text('entity', 512),
    source: text('source', 100) || '127.0.0.1',
    priority: choiceIn(fields, 'priority', ['P1', 'P2', 'P3', 'P4', 'P5']) ?? 'P3',
    tags: textsIn(fields, 'tags', 20, 50) ?? [],
    actions: textsIn(fields, 'actions', 10, 50) ?? [],
    details: detailsIn(fields),
    responders: respondersIn(account, fields),
  };
  return { content, extras: extrasIn(fields) };
}
