import { isQuiet } from '../definitions/resolve/quiet.ts';
import type { NotifyTarget, ResolvedAlert } from '../definitions/types.ts';
import type { Seconds } from '../definitions/values/duration.ts';
import { groupKey } from './groups.ts';
import type { GroupValues, Notes, State, Track } from './model.ts';

/** One message that the vendor sends. */
export interface Notice {
  readonly at: Seconds;
  readonly group: GroupValues;
  readonly from: State;
  readonly to: State;
  readonly repeat: boolean;
  readonly value?: number;
  /** Whom it reaches; empty when it only closes what the on-call backend has open. */
  readonly targets: readonly NotifyTarget[];
}

/** How a vendor's alert tells people. */
export interface Telling {
  readonly alert: ResolvedAlert;
  /** Whether missing data are told. */
  readonly tellsNoData: boolean;
  /** Repetition in seconds, in the states named, at most so often. */
  readonly repeat?: { readonly every: Seconds; readonly max?: number; readonly states: readonly State[] };
  /**
   * Seconds after a message in which nobody is told again, also of an alert that had ended: Graylog's grace period. Graylog2/graylog2-server,
   * org/graylog/events/notifications/DBNotificationGracePeriodService.java
   */
  readonly grace?: Seconds;
  /** Whether recoveries are told to nobody: Graylog's events have no end. */
  readonly silentRecovery?: boolean;
  /** Whether an alert that becomes a warning is told to nobody: the warning has held, and been told, all along. */
  readonly silentStepDown?: true;
  /** Whether a recovery from missing data is told to nobody: redash/tasks/alerts.py, check_alerts_for_query. */
  readonly silentAfterNoData?: boolean;
}

/** Repetitions without a limit end: https://docs.datadoghq.com/monitors/notify/#renotify */
const lastRepeat: Seconds = 30 * 3600;

/** The messages of all groups, in order of time. */
export function noticesOf(tracks: readonly Track[], telling: Telling, notes: Notes): Notice[] {
  const { alert } = telling;
  if (isQuiet(alert)) return [];
  return joined(tracks, alert, notes)
    .flatMap((track) => ofTrack(track, telling, notes))
    .sort((a, b) => a.at - b.at);
}

/** Groups that notify together: the worst of their states counts. https://docs.datadoghq.com/monitors/configuration/#notification-grouping */
function joined(tracks: readonly Track[], alert: ResolvedAlert, notes: Notes): readonly Track[] {
  const aliases = alert.groups?.by.map((group) => group.alias) ?? [];
  const together = alert.groups?.notify?.filter((alias) => aliases.includes(alias)) ?? [];
  if (together.length === 0 || together.length === aliases.length) return tracks;
  const groups = new Map<string, { readonly group: GroupValues; readonly tracks: Track[] }>();
  for (const track of tracks) {
    const group = Object.fromEntries(together.map((alias) => [alias, track.group[alias] ?? '']));
    const known = groups.get(groupKey(group)) ?? { group, tracks: [] };
    known.tracks.push(track);
    groups.set(groupKey(group), known);
  }
  if (tracks.length > groups.size) notes.add('datadog/notify-grouping');
  return [...groups.values()].map((one) => worstOf(one.group, one.tracks));
}

const severity: readonly State[] = ['ok', 'no-data', 'warning', 'alert'];

function worstOf(group: GroupValues, tracks: readonly Track[]): Track {
  const [only] = tracks;
  if (tracks.length === 1 && only) return { ...only, group };
  const byTime = new Map<Seconds, Track['evaluations'][number]>();
  for (const evaluation of tracks.flatMap((track) => track.evaluations)) {
    const known = byTime.get(evaluation.at);
    if (!known || severity.indexOf(evaluation.state) > severity.indexOf(known.state))
      byTime.set(evaluation.at, evaluation);
  }
  return { group, evaluations: [...byTime.values()].sort((a, b) => a.at - b.at) };
}

function ofTrack(track: Track, telling: Telling, notes: Notes): Notice[] {
  const notices: Notice[] = [];
  let state: State = 'ok';
  let told: { readonly since: Seconds; last: Seconds; repeats: number } | undefined;
  let lastAlert = Number.NEGATIVE_INFINITY;
  for (const evaluation of track.evaluations) {
    const { at } = evaluation;
    const isGraced = evaluation.state === 'alert' && at - lastAlert < (telling.grace ?? 0);
    const changed = evaluation.state !== state && !isGraced;
    if (changed) told = undefined;
    const due = !changed && told !== undefined && isDue(telling, state, at, told, notes);
    if (changed || due) {
      const notice = noticeOf(track, telling, evaluation, state, due);
      if (notice) {
        notices.push(notice);
        if (notice.to === 'alert') lastAlert = at;
        if (due && told) Object.assign(told, { last: at, repeats: told.repeats + 1 });
      }
      if (changed) told = { since: at, last: at, repeats: 0 };
    }
    if (!isGraced) state = evaluation.state;
  }
  return notices;
}

function isDue(
  { repeat }: Telling,
  state: State,
  at: Seconds,
  told: { readonly since: Seconds; readonly last: Seconds; readonly repeats: number },
  notes: Notes,
): boolean {
  if (!repeat?.states.includes(state) || at - told.last < repeat.every) return false;
  if (repeat.max !== undefined) return told.repeats < repeat.max;
  if (at - told.since <= lastRepeat) return true;
  notes.add('datadog/renotify-end');
  return false;
}

/** A message with nobody to read and nothing to close is none. */
function noticeOf(
  track: Track,
  telling: Telling,
  { at, state: to, value }: Track['evaluations'][number],
  from: State,
  repeat: boolean,
): Notice | undefined {
  const { alert } = telling;
  if (to === 'ok' && (telling.silentRecovery || (telling.silentAfterNoData && from === 'no-data'))) return undefined;
  if (to === 'no-data' && !telling.tellsNoData) return undefined;
  if (to === 'warning' && from === 'alert' && telling.silentStepDown) return undefined;
  const targets = targetsOf(alert, to);
  if (targets.length === 0 && !(to === 'ok' && opensPages(alert))) return undefined;
  return {
    at,
    group: track.group,
    from: repeat ? to : from,
    to,
    repeat,
    ...(value === undefined ? {} : { value }),
    targets,
  };
}

function targetsOf({ notify }: ResolvedAlert, to: State): readonly NotifyTarget[] {
  const byState = { alert: notify.critical, warning: notify.warning, 'no-data': notify.noData, ok: notify.recovery };
  return byState[to];
}

/** Whether the on-call backend may have something open that a recovery closes. */
function opensPages({ notify }: ResolvedAlert): boolean {
  return [notify.critical, notify.warning, notify.noData].some((targets) => targets.includes('on-call'));
}
