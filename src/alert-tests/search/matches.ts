import type { LogRecord } from '../model.ts';
import type { Search, ValueTest } from './search-query.ts';

type Fields = LogRecord['fields'];

/**
 * Whether a record matches a search. Attributes that no record of the case declares are no part of the case: what a search asks of them is
 * taken to hold.
 * @param declared attributes that some record declares
 */
export function matches(search: Search, fields: Fields, declared: ReadonlySet<string>, positive = true): boolean {
  switch (search.kind) {
    case 'all':
      return true;
    case 'word':
      return declared.has('message')
        ? String(fields['message'] ?? '')
            .toLowerCase()
            .includes(search.word)
        : positive;
    case 'not':
      return !matches(search.inner, fields, declared, !positive);
    case 'and':
      return matches(search.left, fields, declared, positive) && matches(search.right, fields, declared, positive);
    case 'or':
      return matches(search.left, fields, declared, positive) || matches(search.right, fields, declared, positive);
    case 'field':
      return matchesField(search.field, search.test, fields, declared, positive);
  }
}

function matchesField(
  field: string,
  test: ValueTest,
  fields: Fields,
  declared: ReadonlySet<string>,
  positive: boolean,
): boolean {
  if (field === '_exists_') return test.kind === 'equals' && valueOf(fields, test.text) !== undefined;
  if (!declared.has(bare(field))) return positive;
  const value = valueOf(fields, field);
  return value !== undefined && accepts(test, value);
}

/** `@http.status` and `http.status` are the same attribute in a case. */
function bare(field: string): string {
  return field.replace(/^@/, '');
}

/** The value of an attribute, with or without its `@`. */
export function valueOf(fields: Fields, field: string): Fields[string] | undefined {
  return fields[field] ?? fields[bare(field)] ?? fields[`@${bare(field)}`];
}

/** The attributes that records declare, without `@`. */
export function declaredFields(records: readonly LogRecord[]): Set<string> {
  return new Set(records.flatMap(({ fields }) => Object.keys(fields).map(bare)));
}

/** Attributes that a search asks for. */
export function fieldsOf(search: Search): string[] {
  if (search.kind === 'field') return search.field === '_exists_' ? [] : [bare(search.field)];
  if (search.kind === 'word') return ['message'];
  if (search.kind === 'not') return fieldsOf(search.inner);
  return search.kind === 'all' ? [] : [...fieldsOf(search.left), ...fieldsOf(search.right)];
}

function accepts(test: ValueTest, value: string | number | boolean): boolean {
  switch (test.kind) {
    case 'equals':
      return String(value).toLowerCase() === test.text;
    case 'pattern':
      return test.pattern.test(String(value));
    case 'range':
      return Number(value) >= test.from && Number(value) <= test.to;
    case 'any':
      return test.of.some((one) => accepts(one, value));
    case 'number': {
      const number = Number(value);
      if (test.operator === '>') return number > test.value;
      if (test.operator === '>=') return number >= test.value;
      return test.operator === '<' ? number < test.value : number <= test.value;
    }
  }
}
