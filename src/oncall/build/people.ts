import { parseDuration } from '../../definitions/values/duration.ts';
import type { Priority } from '../../definitions/types.ts';
import type { ContactMethod, ContactRule, OnCallPerson } from '../model.ts';
import { listOf, optional, type BuildContext, type Fields } from './context.ts';
import { hoursOf } from './hours.ts';

/** A person as the model knows them. */
export function personOf(context: BuildContext, projectZone: string): OnCallPerson {
  const { id, data } = context.document;
  const licence = (data['licence'] ?? {}) as { run?: string; onCall?: string };
  return {
    id,
    name: String(data['name'] ?? id),
    email: String(data['email'] ?? ''),
    zone: String(data['timezone'] ?? projectZone),
    groups: listOf(data['groups']).map(String),
    licence: { ...optional('run', licence.run), ...optional('onCall', licence.onCall) },
    contacts: contactRules(data['contacts'] as Fields | undefined, context),
  };
}

function contactRules(contacts: Fields | undefined, context: BuildContext): ContactRule[] {
  return listOf<Fields>(contacts?.['rules']).map((rule, index) => {
    const when = (rule['when'] ?? {}) as Fields;
    const hours = hoursOf(when['hours'], ['contacts', 'rules', index, 'when', 'hours'], context);
    return {
      ...optional('priorities', when['priority'] === undefined ? undefined : ([when['priority']].flat() as Priority[])),
      ...optional('hours', hours),
      steps: listOf<Fields>(rule['steps']).map((step) => ({
        after: parseDuration(step['after']) ?? 0,
        by: step['by'] as ContactMethod,
      })),
      ...optional('repeat', parseDuration(rule['repeat'])),
    };
  });
}
