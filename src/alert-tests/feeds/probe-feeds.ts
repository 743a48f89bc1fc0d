import type {
  CertificateCondition,
  HeartbeatCondition,
  MeasurementCondition,
  ProbeCondition,
} from '../../definitions/types.ts';
import { parseDuration, type Seconds } from '../../definitions/values/duration.ts';
import type { ResultSet, Subject } from '../model.ts';
import { seriesOf } from '../series.ts';
import { loadInterval } from '../vendors/statuscake.ts';
import { cannotFeed, type Feed } from './feed.ts';
import { wellOrBad, wordsOf } from './state-feeds.ts';
import { targetsOf } from './targets.ts';

const nothingBetween = 'it is up or down, with nothing between';

/** Feeds probes: all locations see the same, and they are more than have to confirm it. */
export function uptimeFeed({ alert }: Subject, { downFor = 0, confirmations = 2 }: ProbeCondition): Feed {
  const every = parseDuration(alert.source.fields['every']) ?? 60;
  return {
    pace: { window: (downFor + every) / 60, delay: 0, every: every / 60, closes: 0 },
    marks: wellOrBad,
    numeric: false,
    lacks: { between: nothingBetween, gaps: 'a probe that gets no answer has found the outage' },
    input: ([only]) => ({
      kind: 'probes',
      locations: Array.from({ length: confirmations + 1 }, (_, index) => ({
        location: `location ${index + 1}`,
        outcomes: wordsOf(only?.parts ?? [], 'up' as const, 'down' as const),
      })),
    }),
  };
}

/** Feeds heartbeats: a ping a minute, and none in trouble. */
export function heartbeatFeed({ missingFor }: HeartbeatCondition, step: Seconds): Feed {
  return {
    pace: { window: missingFor / 60, delay: 0, every: 1, closes: 0 },
    marks: wellOrBad,
    numeric: false,
    lacks: { between: 'a ping comes or not, with nothing between', gaps: 'a ping that is missing is what it watches' },
    input: ([only]) => ({
      kind: 'heartbeats',
      pings: [...seriesOf(only?.parts ?? []).values].flatMap((value, index) => (value < 1 ? [index * step] : [])),
    }),
  };
}

const day = 86_400;

/** Feeds certificates: a value is the days that are left. */
export function certificateFeed({ expiresWithin }: CertificateCondition): Feed {
  const limit = expiresWithin / day;
  return {
    pace: { window: 1, delay: 0, every: 1, closes: 0 },
    marks: { healthy: limit * 2, bad: limit * 0.8, worse: limit * 0.4 },
    numeric: true,
    lacks: {
      blips: 'days that are left do not come back',
      gaps: 'a certificate that cannot be read is the matter of a probe',
    },
    input: ([only]) => ({ kind: 'probes', locations: [], daysLeft: seriesOf(only?.parts ?? []) }),
  };
}

/**
 * Feeds loads of a page: what is measured is what is compared.
 * @throws Refusal when the condition has no threshold
 */
export function loadsFeed({ alert }: Subject, condition: MeasurementCondition): Feed {
  const every = loadInterval(alert) / 60;
  const marks = targetsOf(condition);
  if (!marks) throw cannotFeed('the condition has no critical threshold');
  return {
    pace: { window: every, delay: 0, every, closes: 0 },
    marks,
    numeric: true,
    lacks: { blips: 'each load of the page decides alone' },
    input: ([only]) => ({ kind: 'probes', locations: [], loads: seriesOf(only?.parts ?? []) }),
  };
}

/**
 * Feeds Redash: an execution each time that the query runs, with one row.
 * @throws Refusal when the condition has no threshold
 */
export function rowsFeed({ alert }: Subject, condition: MeasurementCondition, step: Seconds): Feed {
  const every = Math.max(step, parseDuration(alert.source.fields['every']) ?? 600);
  const column = String(alert.source.fields['column']);
  const marks = targetsOf(condition);
  if (!marks) throw cannotFeed('the condition has no critical threshold');
  return {
    pace: { window: every / 60, delay: 0, every: every / 60, closes: 0 },
    marks,
    numeric: true,
    lacks: { blips: 'each execution of its query decides alone' },
    input: ([only]) => {
      const { values } = seriesOf(only?.parts ?? []);
      const executions: ResultSet[] = [];
      for (let at = 0; at < values.length * step; at += every) {
        const value = values[Math.floor(at / step)] ?? Number.NaN;
        executions.push({ at, failed: false, rows: Number.isNaN(value) ? [] : [{ [column]: value }] });
      }
      return { kind: 'rows', executions };
    },
  };
}
