import { quoted } from '../yaml-text.ts';
import { conditionFieldsOf, sourceFields, type NamedSource } from './source-fields.ts';

/** What is known of a new alert. What is not is written as an empty field, and lint asks for it: nothing is made up. */
export interface NewAlert {
  readonly id: string;
  readonly description?: string;
  readonly priority?: string;
  readonly category?: string;
  /** Features, endpoints, queues or jobs of the application that it watches. */
  readonly covers?: readonly string[];
  readonly source?: NamedSource;
  /** Values of the source's fields, as far as they are known. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The alert as an entry of `alerts:` in block style, not indented, with a final line break. */
export function alertEntry(alert: NewAlert): string {
  const lines = [
    `${alert.id}:`,
    field(2, 'description', alert.description, 'What is wrong, in a few words; becomes the title.'),
    field(2, 'impact', undefined, 'Who is affected, and how.'),
    field(2, 'priority', alert.priority, 'P1 calls somebody at night; P4 waits in the channel.'),
    field(2, 'category', alert.category, 'errors, latency, backlog, heartbeat…'),
    ...coversLines(alert),
    '  source:',
    ...sourceLines(alert),
    ...conditionLines(alert),
  ];
  return `${lines.join('\n')}\n`;
}

function coversLines({ covers = [] }: NewAlert): string[] {
  return covers.length === 0 ? [] : ['  covers:', ...covers.map((name) => `    - ${quoted(name)}`)];
}

function sourceLines({ source, fields }: NewAlert): string[] {
  if (!source) return [];
  const lines = source.path.map((key, depth) => `${' '.repeat(4 + 2 * depth)}${key}:`);
  const indent = 4 + 2 * source.path.length;
  for (const { name, description, choices } of sourceFields(source))
    lines.push(field(indent, name, fields[name], choices.length > 0 ? `one of ${choices.join(', ')}` : description));
  return lines;
}

function conditionLines({ source }: NewAlert): string[] {
  if (!source || source.type.condition === 'none') return [];
  const fields = conditionFieldsOf(source);
  return fields.length === 0 ? [] : ['  condition:', ...fields.map((name) => `    ${name}:`)];
}

function field(indent: number, name: string, value: string | undefined, otherwise: string): string {
  const key = `${' '.repeat(indent)}${name}:`;
  if (value !== undefined && value !== '') return `${key} ${quoted(value)}`;
  const hint = otherwise.split(/(?<=[.;:])\s/)[0]?.replace(/[.;:]$/, '') ?? '';
  return hint === '' ? key : `${key} # ${hint}`;
}
