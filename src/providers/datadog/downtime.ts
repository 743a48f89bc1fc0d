import type { Compiled, CompileContext, CompiledResource, CompileProblem, ResolvedDowntime } from '../provider.ts';
import { scheduleOf } from './downtime-schedule.ts';
import { selectionsOf, type Selection } from './downtime-selection.ts';
import type { Inputs } from './monitor.ts';
import { report } from './scope.ts';
import { markerOf, projectTag } from './tags.ts';
import { mentionIn } from './texts.ts';

/** The type of a downtime's resource. */
export const downtimeType = 'datadog:index/downtimeSchedule:DowntimeSchedule';

/** A downtime as Datadog downtimes: one, or one per combination of tags that its monitors have. */
export function compileDowntime(downtime: ResolvedDowntime, context: CompileContext): Compiled {
  const problems: CompileProblem[] = [];
  const reason = String(downtime.data['reason'] ?? '').trim();
  const mention = mentionIn(reason);
  if (mention !== undefined)
    report(
      { problems },
      'datadog/text-mention',
      ['reason'],
      `The reason says "${mention}", which Datadog would notify when the downtime begins and ends.`,
      { help: 'Name people and channels without the "@".' },
    );
  const selections = selectionsOf(downtime, problems);
  const schedule = scheduleOf(downtime, problems);
  if (!schedule) return { resources: [], problems };
  return {
    resources: selections.map((selection) => resource(downtime, selection, reason, schedule, context)),
    problems,
  };
}

function resource(
  downtime: ResolvedDowntime,
  selection: Selection,
  reason: string,
  schedule: Inputs,
  context: CompileContext,
): CompiledResource {
  const { part, tags, scope } = selection;
  const title = `${downtime.id}${part === undefined ? '' : ` (${part})`} [${downtime.environment}]`;
  const marker = markerOf(downtime, part, context.project);
  const inputs: Inputs = {
    // A downtime has neither name nor tags: both stand in its message, the name on the first line.
    message: `${title}\n${reason}\n\n${marker.join(' ')}`,
    scope,
    // Other projects may use the same squads, services and tags in the same account.
    monitorIdentifier: {
      monitorTags: [projectTag(context.project), `env:${downtime.environment}`.toLowerCase(), ...tags].sort(),
    },
    ...schedule,
    displayTimezone: downtime.timezone,
    // A page that was sent before it began is closed all the same.
    muteFirstRecoveryNotification: false,
    // What is still wrong when it ends is told then.
    notifyEndStates: ['alert', 'no data', 'warn'],
    notifyEndTypes: ['canceled', 'expired'],
  };
  const schedulePaths = Object.fromEntries(Object.keys(schedule).map((input) => [input, ['window']]));
  return {
    ...(part === undefined ? {} : { part }),
    type: downtimeType,
    title,
    inputs,
    derivedFrom: { message: ['reason'], scope: ['when.group'], monitorIdentifier: ['when'], ...schedulePaths },
  };
}
