import { dump, load, CORE_SCHEMA } from 'js-yaml';
import type { RuleExample } from '../rule.ts';
import { standardAlert, standardApplication, standardPeople, standardProject, standardSquad } from './standard-tree.ts';

type Data = Record<string, unknown>;

/** The files of an example: the standard tree with the example's patches and files. Keys are paths below the definitions' folder. */
export function exampleFiles(example: RuleExample): Record<string, string> {
  const alert = patched(standardAlert, example.alert);
  const application = patched(standardApplication, undefined);
  (application['alerts'] as Data)['card-errors'] = alert;
  return {
    'project.yaml': text(patched(standardProject, example.project)),
    'people.yaml': standardPeople,
    'payments/squad.yaml': text(patched(standardSquad, example.squad)),
    'payments/checkout-api.yaml': text(merge(application, read(example.application))),
    ...example.files,
  };
}

/** A mapping as YAML with a patch merged into it: see {@link merge}. */
export function patched(base: string, patch: string | undefined): Data {
  return merge(read(base), read(patch));
}

function read(yaml: string | undefined): Data {
  return (yaml === undefined ? {} : (load(yaml, { schema: CORE_SCHEMA }) ?? {})) as Data;
}

/** A mapping as YAML. */
export function text(data: Data): string {
  return dump(data, { schema: CORE_SCHEMA, lineWidth: -1 });
}

/** Mappings merge, everything else replaces, null removes; a `source` is replaced whole, since it has exactly one kind. */
function merge(base: Data, patch: Data): Data {
  const result: Data = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = result[key];
    if (value === null) delete result[key];
    else if (isMap(value) && isMap(old) && key !== 'source') result[key] = merge(old, value);
    else result[key] = value;
  }
  return result;
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
