import type { Fields } from '../account.ts';
import { choiceIn, fieldsOf, flagIn, invalid, objectIn, requiredText, textIn, textsIn } from '../refusal.ts';

/** What an incident is made of. */
export const incidentFields = ['message', 'description', 'tags', 'details', 'priority', 'stakeholderProperties'];

function stakeholders(fields: Fields): Fields {
  const value = objectIn(fields, 'stakeholderProperties') ?? invalid('stakeholderProperties', 'may not be empty');
  const properties = fieldsOf(value, ['enable', 'message', 'description']);
  return {
    enable: flagIn(properties, 'enable') ?? true,
    message: requiredText(properties, 'message', 130),
    description: textIn(properties, 'description', 10_000) ?? '',
  };
}

/** The properties of incidents in the body. */
export function incidentIn(fields: Fields): Fields {
  return {
    message: requiredText(fields, 'message', 130),
    description: textIn(fields, 'description', 10_000) ?? '',
    tags: textsIn(fields, 'tags', 20, 50) ?? [],
    details: objectIn(fields, 'details') ?? {},
    priority: choiceIn(fields, 'priority', ['P1', 'P2', 'P3', 'P4', 'P5']) ?? invalid('priority', 'may not be empty'),
    stakeholderProperties: stakeholders(fields),
  };
}
