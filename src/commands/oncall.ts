import { Chalk } from 'chalk';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { jsonText } from '../findings/printable.ts';
import type { Run } from '../pipeline/run.ts';
import { exitCodeOf, open } from './common.ts';
import { rangeOf, type Asked, type OnCallOptions } from './oncall-asked.ts';
import { calendarOutputs } from './oncall-calendars.ts';
import { checkCoverage } from './oncall-check.ts';
import { onCallFormats, type OnCallFormat } from './oncall-formats.ts';
import { onCallJson } from './oncall-json.ts';
import { schedulesOf } from './oncall-selection.ts';
import { onCallText } from './oncall-text.ts';
import { askedTimes } from './oncall-times.ts';
import { onCallOf } from './routed-alert.ts';

/** `alerts oncall`: who is on call, now, at a time, or in a range; and whether somebody always is. */
export async function run(options: OnCallOptions, host: Host): Promise<CommandResult> {
  const formats = onCallFormats(options.format);
  const result = await open({ ...options, squad: [] }, host);
  const asked = askedOf(options, result, host);
  const { notes } = asked.times;
  const said: Output[] =
    notes.length > 0 && options.quiet !== true ? [{ target: 'stderr', text: `${notes.join('\n')}\n` }] : [];
  return {
    exitCode: asked.checked ? exitCodeOf(asked.checked.findings, options.failOn) : 0,
    outputs: [...said, ...formats.flatMap((format) => render(format, asked, result, host))],
  };
}

function askedOf(options: OnCallOptions, result: Run, host: Host): Asked {
  const { model } = onCallOf(result);
  const times = askedTimes(options, model.zone, host);
  const schedules = schedulesOf(model, options);
  if (options.check !== true) return { options, model, schedules, times };
  if (times.instants.length > 1) throw new UsageError('--check looks at a range: give one --at, or --from and --to.');
  const checked = checkCoverage(result, model, rangeOf(times), schedules, options);
  return { options, model, schedules, times, checked };
}

function render({ name, file }: OnCallFormat, asked: Asked, result: Run, host: Host): Output[] {
  const target = file === undefined ? 'stdout' : { file };
  if (name === 'json') return [{ target, text: jsonText(onCallJson(asked)) }];
  if (name === 'ics') return calendarOutputs(asked, result.index.project?.facts.id ?? 'alerts', target, host);
  const style = { chalk: new Chalk({ level: host.color && file === undefined ? 1 : 0 }), columns: host.columns };
  return [{ target, text: onCallText(asked, style) }];
}
