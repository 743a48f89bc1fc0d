import { resolveWindow } from '../../definitions/resolve/downtime-window.ts';
import type { Compiled, CompileContext, CompileProblem, ResolvedDowntime } from '../provider.ts';
import { identityTag } from '../marker.ts';
import { markedName } from './marker.ts';
import { report } from './scope.ts';
import { maintenanceType } from './shapes.ts';

const intervals = { daily: '1d', weekly: '1w', monthly: '1m' } as const;

/** A downtime as a maintenance window over the uptime checks that it silences, which it finds by their tags. */
export function compileDowntime(downtime: ResolvedDowntime, { project }: CompileContext): Compiled {
  const problems: CompileProblem[] = [];
  const uptime = downtime.alerts.filter(({ source }) => source === 'statuscake.uptime');
  const others = downtime.alerts.filter(({ source }) => source !== 'statuscake.uptime');
  if (others.length > 0)
    report(
      { problems },
      'statuscake/maintenance-uptime-only',
      ['when'],
      `StatusCake silences uptime checks only; these go on telling: ${others.map(({ identity }) => identity).join(', ')}.`,
      { severity: 'warning' },
    );
  const times = timesOf(downtime, problems);
  if (uptime.length === 0 || !times) return { resources: [], problems };
  const title = `${downtime.id} [${downtime.environment}]`;
  const identity = `${downtime.identity}#statuscake`;
  return {
    resources: [
      {
        // The other vendors' part of the same downtime has the identity itself.
        part: 'statuscake',
        type: maintenanceType,
        title,
        inputs: {
          name: markedName(title, { ...downtime, identity }, project),
          ...times,
          timezone: downtime.timezone,
          tags: uptime.map((alert) => identityTag(alert.identity)).sort(),
        },
        derivedFrom: { startAt: ['window'], endAt: ['window'], repeatInterval: ['window'], tags: ['when'] },
      },
    ],
    problems,
  };
}

function timesOf({ data, timezone }: ResolvedDowntime, problems: CompileProblem[]): Record<string, string> | undefined {
  const window = data['window'] as Readonly<Record<string, unknown>>;
  const resolved = resolveWindow(window, timezone);
  if ('shown' in resolved) {
    const start = String(window['start']);
    report(
      { problems },
      'statuscake/maintenance-start',
      ['window', 'start'],
      `${start} is no moment, or two, in ${timezone}.`,
      {
        help: `Write it with an offset, such as ${start}Z.`,
      },
    );
    return undefined;
  }
  if (resolved.until !== undefined)
    report(
      { problems },
      'statuscake/maintenance-repeat',
      ['window', 'until'],
      'StatusCake repeats a window until it is removed: apply once after this day.',
      { severity: 'warning' },
    );
  const at = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
  return {
    startAt: at(resolved.start),
    endAt: at(resolved.start + resolved.for * 1000),
    ...(resolved.repeat ? { repeatInterval: intervals[resolved.repeat] } : {}),
  };
}
