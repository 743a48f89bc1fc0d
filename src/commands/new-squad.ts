import type { CommandResult, Host } from '../cli/command.ts';
import { UsageError } from '../cli/command.ts';
import { lastMonday, squadFile } from '../scaffold/squad-file.ts';
import { checkedId, oneOf, required } from './ask.ts';
import { open, type CommonOptions } from './common.ts';
import { createdFile } from './created-file.ts';

export interface NewSquadOptions extends CommonOptions {
  readonly member?: readonly string[];
  readonly channel?: string;
}

/** `alerts new squad ID`: a folder with a squad.yaml. */
export async function run(given: string | undefined, options: NewSquadOptions, host: Host): Promise<CommandResult> {
  const result = await open({ dir: options.dir }, host);
  const id = checkedId(
    await required(given, 'Id of the squad', 'Say which: alerts new squad payments', host),
    'a squad',
  );
  const known = result.index.find('Squad', id);
  if (known) throw new UsageError(`The squad "${id}" exists already, in ${known.file.path}.`);
  const people = result.index.all('Person').map(({ facts }) => facts.id);
  const answer = await required(
    options.member?.join(','),
    `Members, with commas (${people.slice(0, 8).join(', ')}${people.length > 8 ? '…' : ''})`,
    'Name its members: --member ana,bo',
    host,
  );
  const members = [
    ...new Set(
      answer
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ];
  if (members.length === 0) throw new UsageError('A squad has at least one member: --member ana,bo');
  for (const member of members) oneOf(member, people, 'person');
  const channel = `#${(options.channel ?? `squad-${id}`).replace(/^#/, '')}`;
  const text = squadFile({ id, members, channel, firstMonday: lastMonday(host.now()) });
  return createdFile(result, `${id}/squad.yaml`, text, options.dir);
}
