import { createTwoFilesPatch } from 'diff';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import type { OnCallModel } from '../oncall/model.ts';
import { localText } from '../oncall/routing/local-text.ts';
import { dutiesIn } from '../oncall/schedule/duties.ts';
import { affects } from '../oncall/schedule/override-duties.ts';
import { clip } from '../oncall/time/spans.ts';
import { EditError } from '../scaffold/edit/alerts-map.ts';
import { appendMapping, type WrittenFields } from '../scaffold/edit/list-items.ts';
import { applyAll } from '../scaffold/edit/text.ts';
import { quoted } from '../scaffold/yaml-text.ts';
import { open, type CommonOptions } from './common.ts';
import { editedFile, textOfFile } from './edited-file.ts';
import { overrideRequest, type OverrideOptions, type OverrideRequest } from './override-request.ts';
import { onCallOf } from './routed-alert.ts';

export type Options = Omit<CommonOptions, 'squad'> & OverrideOptions & { readonly dryRun?: boolean };

/** `alerts oncall override`: writes a swap or an absence into the squad's file, and says who is replaced. */
export async function run(options: Options, host: Host): Promise<CommandResult> {
  const result = await open({ dir: options.dir }, host);
  const { model } = onCallOf(result);
  const request = overrideRequest(options, model, host.now().getTime());
  const squad = result.shard.lookup(new Map()).find('Squad', request.schedule.squad);
  if (!squad) throw new UsageError(`--squad: there is no "${request.schedule.squad}".`);
  const { root, file } = squad.document;
  const before = textOfFile(result, file.path);
  const after = edited(() => applyAll(before, [appendMapping(root, 'overrides', fieldsOf(request))]));
  const said = replacedText(request, model);
  if (options.dryRun === true) {
    const patch = createTwoFilesPatch(file.path, file.path, before, after, '', '');
    return {
      exitCode: 0,
      outputs: [
        { target: 'stdout', text: patch },
        { target: 'stderr', text: said },
      ],
    };
  }
  return { exitCode: 0, outputs: [editedFile(result, file.path, after), { target: 'stderr', text: said }] };
}

function edited(edit: () => string): string {
  try {
    return edit();
  } catch (error) {
    throw error instanceof EditError ? new UsageError(error.message) : error;
  }
}

function fieldsOf({ schedule, override, written }: OverrideRequest): WrittenFields {
  const { rotations, person, reason } = override;
  return [
    ['schedule', schedule.id],
    ...(rotations ? [['rotations', `[${rotations.join(', ')}]`] as const] : []),
    ['from', written.from],
    ['to', written.to],
    ['person', person ?? 'none'],
    ...(reason === undefined ? [] : [['reason', quoted(reason)] as const]),
  ];
}

/** Whose duties the override takes, and from when until when. */
function replacedText({ schedule, override }: OverrideRequest, { semantics }: OnCallModel): string {
  const { zone, squad, id } = schedule;
  const span = (one: { from: number; until: number }): string =>
    `${localText(zone, one.from)} to ${localText(zone, one.until)} (${zone})`;
  const lines = dutiesIn(schedule, override, semantics).flatMap((duty) => {
    const part = clip(duty, override);
    if (!part || duty.rotation === undefined || !affects(override, duty.rotation)) return [];
    return [`  instead of ${duty.person}, ${span(part)}, ${duty.rotation}\n`];
  });
  const head = `${override.person ?? 'Nobody'} is on call in ${squad}/${id} from ${span(override)}\n`;
  return head + (lines.length > 0 ? lines.join('') : '  where nobody was\n');
}
