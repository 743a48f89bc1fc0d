import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { jsonText } from '../findings/printable.ts';
import type { Instant, OnCallModel, Schedule } from '../oncall/model.ts';
import { isoText, localText } from '../oncall/routing/local-text.ts';
import { nextDuties } from '../oncall/schedule/neighbours.ts';
import type { OnCallEntry } from '../show/oncall/entry.ts';
import { entryJson } from '../show/oncall/json.ts';
import { onCallTable } from '../show/oncall/table.ts';
import { open, type CommonOptions } from './common.ts';
import { onCallFormats } from './oncall-formats.ts';
import { schedulesOf, type OnCallFilters } from './oncall-selection.ts';
import { askedTimes } from './oncall-times.ts';
import { onCallOf } from './routed-alert.ts';

export interface NextOptions extends CommonOptions, Pick<OnCallFilters, 'schedule'> {
  readonly at?: string;
  readonly format?: readonly string[];
}

/** `alerts oncall next`: whose duty begins next in each schedule, overrides counted. */
export async function run(options: NextOptions, host: Host): Promise<CommandResult> {
  const [{ name, file } = { name: 'text' as const, file: undefined }] = onCallFormats(options.format);
  if (name === 'ics') throw new UsageError('"alerts oncall next" prints text or json, not "ics".');
  const { model } = onCallOf(await open({ ...options, squad: [] }, host));
  const { instants, notes } = askedTimes(options.at === undefined ? {} : { at: [options.at] }, model.zone, host);
  const [at = 0] = instants;
  const schedules = schedulesOf(model, options);
  const entries = schedules.flatMap((schedule) => nextOf(schedule, at, model));
  const text =
    name === 'json'
      ? jsonText({ version: 1, at: isoText(model.zone, at), entries: entries.map(entryJson) })
      : `After ${localText(model.zone, at)} (${model.zone})\n${onCallTable(entries, schedules, new Chalk({ level: host.color ? 1 : 0 }))}`;
  return {
    exitCode: 0,
    outputs: [
      ...(notes.length > 0 && options.quiet !== true
        ? [{ target: 'stderr', text: `${notes.join('\n')}\n` } as const]
        : []),
      { target: file === undefined ? 'stdout' : { file }, text },
    ],
  };
}

function nextOf(schedule: Schedule, at: Instant, { semantics }: OnCallModel): OnCallEntry[] {
  return nextDuties(schedule, at, semantics).map((duty) => ({ schedule, duty }));
}
