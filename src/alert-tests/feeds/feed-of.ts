import type { Seconds } from '../../definitions/values/duration.ts';
import { sourceName, whyNotImitated } from '../evaluators.ts';
import type { Subject } from '../model.ts';
import { burnFeed } from './burn-feed.ts';
import { cannotFeed, type Feed } from './feed.ts';
import { certificateFeed, heartbeatFeed, loadsFeed, rowsFeed, uptimeFeed } from './probe-feeds.ts';
import { promqlFeed } from './promql-feed.ts';
import { queryFeed } from './query-feed.ts';
import { queueFeed } from './queue-feed.ts';
import { searchFeed } from './search-feed.ts';
import { checkFeed, compositeFeed } from './state-feeds.ts';

/** Feeds search for the values to send; cases and scenarios of an alert share what was found. */
const known = new WeakMap<Subject, Map<Seconds, Feed>>();

/**
 * How an alert is fed with what it is to measure, on the `typical` values of its source, or on values that follow from its condition.
 * @param step seconds between two samples
 * @throws Refusal with the reason, when it cannot be
 */
export function feedOf(subject: Subject, step: Seconds): Feed {
  const feeds = known.get(subject) ?? new Map<Seconds, Feed>();
  const feed = feeds.get(step) ?? newFeed(subject, step);
  known.set(subject, feeds.set(step, feed));
  return feed;
}

function newFeed(subject: Subject, step: Seconds): Feed {
  if (subject.problems.length > 0) throw cannotFeed(`it cannot be compiled: ${subject.problems.join(' ')}`);
  const source = sourceName(subject);
  const reason = whyNotImitated(source);
  if (reason !== undefined) throw cannotFeed(`${source} is not imitated: ${reason}`);
  const { condition } = subject.alert;
  switch (condition.kind) {
    case 'check':
      return checkFeed(condition, step);
    case 'burn':
      return burnFeed(subject, condition, step);
    case 'composite':
      return compositeFeed(subject);
    case 'probe':
      return uptimeFeed(subject, condition);
    case 'heartbeat':
      return heartbeatFeed(condition, step);
    case 'certificate':
      return certificateFeed(condition);
    case 'none':
      throw cannotFeed(
        'a filter compares nothing, every message that it finds is an event: write its messages with "logs"',
      );
    case 'measurement':
      if (source.startsWith('rabbitmq.')) return queueFeed(subject, condition);
      if (source === 'statuscake.pageSpeed') return loadsFeed(subject, condition);
      if (source === 'redash.query') return rowsFeed(subject, condition, step);
      if (/^graylog|\.(logs|event)$/.test(source)) return searchFeed(subject, condition, step);
      if (source === 'prometheus') return promqlFeed(condition);
      return queryFeed(subject, condition, step);
  }
}
