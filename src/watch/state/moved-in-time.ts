import type { Seconds } from '../../definitions/values/duration.ts';
import type { Track } from '../../queue-monitor/track.ts';
import type { BrokerState, GroupState } from './broker-state.ts';

/** A state whose times are all so much later, or earlier: what is between them stays. */
export function movedInTime(state: BrokerState, by: Seconds): BrokerState {
  const alerts = mapValues(state.alerts, (groups) =>
    mapValues(groups, (one): GroupState => ({ ...one, track: movedTrack(one.track, by) })),
  );
  const { unseenSince } = state;
  return {
    ...state,
    at: state.at + by,
    alerts,
    ...(unseenSince === undefined ? {} : { unseenSince: unseenSince + by }),
  };
}

function movedTrack(track: Track, by: Seconds): Track {
  return {
    ...track,
    samples: track.samples.map(([at, value]) => [at + by, value] as const),
    since: track.since + by,
    lastSeen: track.lastSeen + by,
    reached: mapValues(track.reached, (at) => at + by),
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
