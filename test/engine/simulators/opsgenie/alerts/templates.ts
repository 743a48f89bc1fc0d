import type { Content } from './alert.ts';

/** What else a request said: whose it is, and a note. */
export interface Extras {
  readonly user: string;
  readonly note: string;
}

function valueOf(name: string, content: Content, extras: Extras): string {
  const detail = /^(?:details|extra_properties|extraProperties)\.(.+)$/.exec(name)?.[1];
  if (detail !== undefined) return content.details[detail] ?? '';
  const { message, alias, description, source, entity, priority, tags, actions } = content;
  const lists = { tags: tags.join(','), actions: actions.join(',') };
  const texts: Readonly<Record<string, string>> = { message, alias, description, source, entity, priority };
  return { ...texts, ...lists, ...extras }[name] ?? '';
}

/** A text with the alert's fields in place of `{{field}}`; what is not known is empty. */
export function filled(template: unknown, content: Content, extras: Extras = { user: '', note: '' }): string {
  return String(template ?? '').replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) =>
    valueOf(name, content, extras),
  );
}
