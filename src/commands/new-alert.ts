import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { child, textOf } from '../definitions/source/node.ts';
import { categories, priorities } from '../definitions/types.ts';
import type { Run } from '../pipeline/run.ts';
import { alertsOf, EditError, insertAlert, parseDocuments } from '../scaffold/edit/alerts-map.ts';
import { applyAll } from '../scaffold/edit/text.ts';
import { alertEntry, type NewAlert } from '../scaffold/new/alert.ts';
import { allSources, sourceFields, type NamedSource } from '../scaffold/new/source-fields.ts';
import { askFor, checkedId, oneOf, required } from './ask.ts';
import { open, type CommonOptions } from './common.ts';
import { nextStep } from './created-file.ts';
import { editedFile, textOfFile } from './edited-file.ts';

export interface NewAlertOptions extends CommonOptions {
  readonly description?: string;
  readonly priority?: string;
  readonly category?: string;
  readonly covers?: readonly string[];
  readonly source?: string;
}

/** `alerts new alert APP/ID`: an entry in the application's file. What is not known stays empty: lint asks for it. */
export async function run(given: string | undefined, options: NewAlertOptions, host: Host): Promise<CommandResult> {
  const result = await open({ dir: options.dir }, host);
  const name = await required(
    given,
    'Application and id of the alert, e.g. checkout-api/card-errors',
    'Say which: alerts new alert checkout-api/card-errors',
    host,
  );
  const { application, id } = split(name, result);
  const entry = alertEntry(await describeAlert(id, options, host));
  const file = result.index.find('Application', application)?.file.path ?? '';
  const text = insert(result, file, application, id, entry);
  const line = lineOfAlert(file, text, application, id);
  return {
    exitCode: 0,
    outputs: [
      editedFile(result, file, text),
      { target: 'stderr', text: `added    ${application}/${id} in ${file}:${line}\n${nextStep(options.dir)}` },
    ],
  };
}

async function describeAlert(id: string, options: NewAlertOptions, host: Host): Promise<NewAlert> {
  const description = await askFor(options.description, 'What is wrong when it fires', host);
  const priority = await choiceOf(options.priority, 'Priority', priorities, host);
  const category = await choiceOf(options.category, 'Category', categories, host);
  const source = await sourceOf(options.source, host);
  return {
    id,
    ...optional('description', description),
    ...optional('priority', priority),
    ...optional('category', category),
    ...(options.covers ? { covers: options.covers } : {}),
    ...(source ? { source } : {}),
    fields: source ? await fieldsOf(source, host) : {},
  };
}

function split(name: string, run: Run): { application: string; id: string } {
  const [first = '', second, ...more] = name.split('/');
  if (second === undefined || more.length > 0)
    throw new UsageError(`"${name}" is not APPLICATION/ALERT, e.g. checkout-api/card-errors.`);
  const application = oneOf(first, run.index.all('Application').map(({ facts }) => facts.id), 'application'); // prettier-ignore
  return { application, id: checkedId(second, 'an alert') };
}

function insert(run: Run, file: string, application: string, id: string, entry: string): string {
  const loaded = run.shard.load(file);
  const document = loaded.documents.find(
    (one) => one.document.kind === 'Application' && one.document.id === application,
  );
  const root = document?.document.root;
  if (!root) throw new UsageError(`${file} cannot be read as YAML: mend it first ("alerts lint").`);
  const taken = alertsOf(root)?.entries.get(id);
  if (taken)
    throw new UsageError(
      `"${application}/${id}" exists already, in ${file}:${loaded.file.position(taken.keyStart).line}.`,
    );
  try {
    return applyAll(textOfFile(run, file), [insertAlert(root, entry)]);
  } catch (error) {
    throw error instanceof EditError ? new UsageError(`${file}: ${error.message}`) : error;
  }
}

function lineOfAlert(file: string, text: string, application: string, id: string): number | undefined {
  const root = parseDocuments(file, text).find((one) => textOf(child(one, 'id')) === application);
  const entry = root && alertsOf(root)?.entries.get(id);
  return entry && root.file.position(entry.keyStart).line;
}

async function sourceOf(given: string | undefined, host: Host): Promise<NamedSource | undefined> {
  const sources = allSources();
  const names = sources.map((source) => source.name);
  const name = await choiceOf(given, 'Source', names, host);
  return sources.find((source) => source.name === name);
}

async function choiceOf(
  given: string | undefined,
  noun: string,
  known: readonly string[],
  host: Host,
): Promise<string | undefined> {
  const value = await askFor(given, `${noun} (${known.join(', ')})`, host);
  return value === undefined ? undefined : oneOf(value, known, noun.toLowerCase());
}

async function fieldsOf(source: NamedSource, host: Host): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const { name, description, choices, isScalar } of sourceFields(source)) {
    if (!isScalar) continue;
    const hint = choices.length > 0 ? choices.join(', ') : description;
    const value = await askFor(undefined, `${source.name}: ${name} (${hint})`, host);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
