import path from 'node:path';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { applicationTypes } from '../definitions/types.ts';
import type { Run } from '../pipeline/run.ts';
import { applicationText } from '../scaffold/new/application.ts';
import { askFor, checkedId, oneOf, required } from './ask.ts';
import { open, type CommonOptions } from './common.ts';
import { createdFile } from './created-file.ts';

export interface NewApplicationOptions extends CommonOptions {
  readonly tier?: string;
  readonly type?: readonly string[];
  readonly feature?: readonly string[];
}

/** `alerts new application SQUAD/ID`: a file in the squad's folder. */
export async function run(
  given: string | undefined,
  options: NewApplicationOptions,
  host: Host,
): Promise<CommandResult> {
  const result = await open({ dir: options.dir }, host);
  const name = await required(
    given,
    'Squad and id of the application, e.g. payments/checkout-api',
    'Say which: alerts new application payments/checkout-api',
    host,
  );
  const [squadId = '', applicationId, ...more] = name.split('/');
  if (applicationId === undefined || more.length > 0)
    throw new UsageError(`"${name}" is not SQUAD/APPLICATION, e.g. payments/checkout-api.`);
  const squad = oneOf(squadId, result.index.all('Squad').map(({ facts }) => facts.id), 'squad'); // prettier-ignore
  const id = checkedId(applicationId, 'an application');
  const known = result.index.find('Application', id);
  if (known) throw new UsageError(`The application "${id}" exists already, in ${known.file.path}.`);
  const tier = await askFor(options.tier, 'Tier, 1 (most depends on it) to 4', host);
  if (tier !== undefined && !/^[1-4]$/.test(tier)) throw new UsageError(`The tier is 1 to 4, not "${tier}".`);
  const types =
    options.type ?? listOf(await askFor(undefined, `Types, with commas (${applicationTypes.join(', ')})`, host));
  for (const type of types) oneOf(type, applicationTypes, 'application type');
  const place = placeOf(squad, id, result);
  const text = applicationText({
    id,
    ...(place.ownedByFolder ? {} : { squad }),
    ...(tier === undefined ? {} : { tier }),
    types,
    features: (options.feature ?? []).map((feature) => checkedId(feature, 'a feature')),
  });
  return createdFile(result, place.relative, text, options.dir);
}

function listOf(answer: string | undefined): string[] {
  return (answer ?? '').split(',').map((one) => one.trim()).filter(Boolean); // prettier-ignore
}

/** Beside the squad's squad.yaml; where there is none, in a folder of the squad's name, and the application names its squad. */
function placeOf(squad: string, id: string, run: Run): { readonly relative: string; readonly ownedByFolder: boolean } {
  const file = run.index.find('Squad', squad)?.file.path ?? '';
  const folder = path.posix.dirname(file);
  if (run.index.ownerOf(`${folder}/${id}.yaml`) !== squad)
    return {
      relative: `${squad}/${id}.yaml`,
      ownedByFolder: run.index.ownerOf(`${run.tree.root}/${squad}/x`) === squad,
    };
  const relative = run.tree.root === '' ? folder : path.posix.relative(run.tree.root, folder);
  return { relative: path.posix.join(relative, `${id}.yaml`), ownedByFolder: true };
}
