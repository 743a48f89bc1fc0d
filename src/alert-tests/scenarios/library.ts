import { formatDuration } from '../../definitions/values/duration.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { Pace } from '../feeds/feed.ts';
import type { Simulation } from '../simulate.ts';
import { firesLow, countsEvents, tooFewEvents } from './events.ts';
import { firstAlert, onlyPages, timesFired, type Finding, type Scenario } from './scenario.ts';

/** Long enough that a window holds nothing else. */
const settle = ({ window, delay, every }: Pace): number => window + delay + 2 * every;

function neverPages(what: string) {
  return (simulation: Simulation): Finding | undefined => {
    const at = firstAlert(simulation);
    return at === undefined ? undefined : { message: `${what}, and the alert fires at ${formatDuration(at)}`, at };
  };
}

const applies = (): undefined => undefined;
const hasTraffic = ({ source, condition }: ResolvedAlert): string | undefined =>
  condition.kind === 'burn' ||
  Object.keys((source.fields['queries'] ?? {}) as object).length > 1 ||
  source.fields['measure'] === 'error-rate'
    ? undefined
    : 'it is no share of a traffic';

/** The shapes that run on every alert, in the order of the page. */
export const scenarios: readonly Scenario[] = [
  {
    id: 'single-spike',
    summary: 'One minute is as bad as it would have to stay for the alert to fire.',
    why: 'One bad minute is a restart, a retry or a slow disk; nobody can do anything about it any more.',
    needs: ['blips'],
    applies: (alert) => onlyPages(alert) ?? tooFewEvents(alert, 1),
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { level: 1, minutes: 1 },
      { level: 0, minutes: settle(pace) },
    ],
    judge: neverPages('one minute is bad'),
  },
  {
    id: 'slow-ramp',
    summary: 'It gets worse over two hours and stays bad.',
    why: 'An alert that comes and goes while it crosses its threshold calls several times for one outage.',
    needs: ['between'],
    applies: (alert) => tooFewEvents(alert, 20),
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { from: 0, to: 2, minutes: 120 },
      { level: 2, minutes: settle(pace) },
    ],
    judge: (simulation, pace) => {
      const fired = timesFired(simulation);
      if (fired === 1) return undefined;
      const at = (settle(pace) + 120) * 60;
      return {
        message:
          fired === 0
            ? 'it becomes bad slowly and stays so, and the alert never fires'
            : `the alert fires ${fired} times on one ramp`,
        at,
      };
    },
  },
  {
    id: 'total-outage',
    summary: 'From one minute to the next everything is bad, and stays so.',
    why: 'What does not fire within two windows of a total outage watches something else than it says.',
    needs: [],
    applies,
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { level: 2, minutes: 2 * settle(pace) },
    ],
    judge: (simulation, pace) => {
      const latest = 2 * settle(pace) * 60;
      const at = firstAlert(simulation);
      if (at !== undefined && at <= latest) return undefined;
      return {
        message: `everything is bad from ${formatDuration(settle(pace) * 60)} on, and the alert ${at === undefined ? 'never fires' : `fires at ${formatDuration(at)} only`}`,
        at: latest,
      };
    },
  },
  {
    id: 'recovery',
    summary: 'An outage ends, and everything is as before.',
    why: 'An alert that stays open hides the next outage.',
    needs: [],
    applies,
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { level: 2, minutes: 2 * settle(pace) },
      { level: 0, minutes: 2 * settle(pace) + pace.closes },
    ],
    judge: (simulation) => {
      const open = simulation.tracks.find(({ evaluations }) => evaluations.at(-1)?.state !== 'ok');
      const last = open?.evaluations.at(-1);
      return last && { message: `everything is well again, and the alert is still ${last.state}`, at: last.at };
    },
  },
  {
    id: 'telemetry-gap',
    summary: 'Nothing is measured for an hour, then all is as before.',
    why: 'What happens then is a decision of the definition (`noData`), and must be what was decided.',
    needs: ['gaps'],
    applies: decidesOnGaps,
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { gap: true, minutes: 60 + settle(pace) },
      { level: 0, minutes: settle(pace) },
    ],
    judge: judgeGap,
  },
  {
    id: 'deploy-blip',
    summary: 'Two minutes without data, two bad ones, then all is well.',
    why: 'A release that goes well calls nobody.',
    needs: ['blips'],
    applies: (alert, pace) =>
      onlyPages(alert) ?? tooFewEvents(alert, 1) ?? (isShort(pace) ? 'its window is as short as the blip' : undefined),
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { gap: true, minutes: 2 },
      { level: 1, minutes: 2 },
      { level: 0, minutes: settle(pace) },
    ],
    judge: neverPages('a release brings two bad minutes'),
  },
  {
    id: 'night-traffic',
    summary: 'A fiftieth of the usual traffic, of which one minute is bad.',
    why: 'One failure among three requests is a third of them; without a floor (`atLeast`) that calls somebody at night.',
    needs: ['blips'],
    applies: (alert) => onlyPages(alert) ?? hasTraffic(alert),
    traffic: 0.02,
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { level: 1, minutes: 1 },
      { level: 0, minutes: settle(pace) },
    ],
    judge: neverPages('at night one minute is bad'),
  },
  {
    id: 'restart',
    summary: 'Three minutes without data, as when a process starts anew.',
    why: 'A restart is no outage.',
    needs: ['gaps'],
    applies: (alert, pace) =>
      onlyPages(alert) ??
      ('noData' in alert.condition && alert.condition.noData === 'notify' && isShort(pace)
        ? 'missing data are told at once'
        : undefined),
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { gap: true, minutes: 3 },
      { level: 0, minutes: settle(pace) },
    ],
    judge: neverPages('a restart leaves three minutes without data'),
  },
  {
    id: 'scale-out',
    summary: 'A group that was never seen begins with a bad minute.',
    why: 'New instances warm up; without a delay for new groups each of them calls.',
    needs: ['blips'],
    applies: (alert) => onlyPages(alert) ?? tooFewEvents(alert, 1) ?? (alert.groups ? undefined : 'it has no groups'),
    shape: (pace) => [
      { gap: true, minutes: settle(pace) },
      { level: 1, minutes: 1 },
      { level: 0, minutes: settle(pace) + 60 },
    ],
    judge: neverPages('a new group has one bad minute'),
  },
  {
    id: 'dst-change',
    summary: 'An outage that lasts while clocks are set back.',
    why: 'The hour that occurs twice is one outage, not two.',
    needs: [],
    applies,
    // 2026-10-25T00:30:00Z, half an hour before the change in Europe.
    start: 1_792_888_200,
    shape: (pace) => [
      { level: 0, minutes: settle(pace) },
      { level: 2, minutes: 60 + 2 * settle(pace) },
      { level: 0, minutes: settle(pace) },
    ],
    judge: (simulation) => {
      const fired = timesFired(simulation);
      return fired === 1 ? undefined : { message: `the alert fires ${fired} times`, at: firstAlert(simulation) ?? 0 };
    },
  },
];

/** A sum that fires low cannot tell missing data from few events while the window still holds some. */
function decidesOnGaps(alert: ResolvedAlert): string | undefined {
  if (firesLow(alert) && countsEvents(alert)) return 'a sum that fires low takes a gap for a drop';
  const { condition } = alert;
  return 'noData' in condition && condition.noData !== undefined ? undefined : 'it does not say "noData"';
}

/** Whether the window is not longer than what happens in it. */
function isShort({ window }: Pace): boolean {
  return window <= 3;
}

/** `ok` and `resolve` stay silent and ok; `keep` tells nobody and opens nothing; `notify` tells. */
function judgeGap(simulation: Simulation, pace: Pace, { condition, notify }: ResolvedAlert): Finding | undefined {
  const policy = 'noData' in condition ? condition.noData : undefined;
  const gap = settle(pace) * 60;
  const fired = firstAlert(simulation);
  if (fired !== undefined)
    return { message: `nothing is measured, and the alert fires at ${formatDuration(fired)}`, at: fired };
  const told = simulation.notices.find(({ to }) => to === 'no-data');
  if (policy === 'notify')
    return told || notify.noData.length === 0
      ? undefined
      : { message: 'nothing is measured for an hour, and nobody is told', at: gap + 3600 };
  if (told)
    return {
      message: `missing data are told at ${formatDuration(told.at)}, although "noData" is ${policy}`,
      at: told.at,
    };
  const shown = simulation.tracks.flatMap(({ evaluations }) => evaluations).find(({ state }) => state === 'no-data');
  return shown && policy !== 'keep'
    ? { message: `the state is no-data at ${formatDuration(shown.at)}, although "noData" is ${policy}`, at: shown.at }
    : undefined;
}
