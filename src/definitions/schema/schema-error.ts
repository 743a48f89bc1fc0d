import type { Schema } from './parts.ts';
import type { Compiled } from './compiled.ts';

/** One way in which data breaks a schema, in the words of ajv. */
export interface SchemaError {
  readonly keyword: string;
  /** Keys and indexes that lead to `data`. */
  readonly path: readonly (string | number)[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Schema;
  readonly data: unknown;
  /** Set when the text at fault is a key. */
  readonly propertyName?: string;
  readonly message: string;
}

/** Collects errors. Paths are put together on the way out of what is wrong, so that what is right pays nothing for them. */
export class SchemaErrors {
  readonly list: (SchemaError & { path: (string | number)[]; propertyName?: string })[] = [];

  add(keyword: string, schema: Compiled, data: unknown, params: SchemaError['params'], message: string): void {
    this.list.push({ keyword, path: [], params, parentSchema: schema.schema, data, message });
  }

  /** Says that all errors from number `first` on lie below `step`. */
  below(step: string | number, first: number): void {
    for (let index = first; index < this.list.length; index++) this.list[index]?.path.unshift(step);
  }

  /** Says that all errors from number `first` on are about a key. */
  inKey(name: string, first: number): void {
    for (const error of this.list.slice(first)) error.propertyName = name;
  }
}
