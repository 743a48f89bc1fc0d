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
  const mail = { ...content.mail } as Readonly<Record<string, string>>;
  return { ...texts, ...lists, ...extras, ...mail }[name] ?? '';
}

/** Part of a text: https://operations-help.atlassian.net/wiki/spaces/OPSHELP/pages/27000889/String+processing+methods */
function extracted(text: string, expression: string): string {
  return new RegExp(expression).exec(text)?.[1] ?? '';
}

/** A text with the alert's fields in place of `{{field}}` and `{{field.extract(/expression/)}}`; what is not known is empty. */
export function filled(template: unknown, content: Content, extras: Extras = { user: '', note: '' }): string {
  const field = /\{\{\s*([\w.-]+?)(?:\.extract\(\/(.*?)\/\))?\s*\}\}/g;
  return String(template ?? '').replace(field, (_, name: string, expression: string | undefined) => {
    const value = valueOf(name, content, extras);
    return expression === undefined ? value : extracted(value, expression);
  });
}
