import type { Level, LevelName, LevelPart } from '../../definitions/values/levels.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import { toUnit } from '../../definitions/values/quantity.ts';
import type { SeriesPart } from '../../definitions/values/series.ts';
import type { ValueInput } from '../cases/read-input.ts';
import { checkGroup } from '../check-group.ts';
import { Refusal, type Input, type Subject } from '../model.ts';
import { feedOf } from './feed-of.ts';
import { onlyGroup, type Feed, type Measured } from './feed.ts';

const day = 86_400;

/**
 * What has to be sent for an alert to measure what a case says.
 * @param subject the alert as it is defined: its thresholds are what levels mean
 * @throws Refusal when its source has no value, a level has none, or nothing brings a value about
 */
export function fedInput(subject: Subject, { groups }: ValueInput, step: Seconds): Input {
  const feed = feedOf(subject, step);
  if (!feed.numeric)
    throw new Refusal('it measures no value, it is well or not; feed what its source takes', 'case', [
      'input',
      'value',
    ]);
  const measured = groups.map(({ group, parts, path }): Measured => {
    if (group) checkGroup(subject, group, path);
    return { group: group ?? onlyGroup(subject), parts: parts.map((part) => partOf(part, subject, feed, path)) };
  });
  return feed.input(measured, 1);
}

function partOf(part: LevelPart, subject: Subject, feed: Feed, path: readonly (string | number)[]): SeriesPart {
  const { count } = part;
  const valueOf = (level: Level): number => levelValue(level, subject, feed, path);
  if (part.kind === 'gap') return { kind: 'gap', count };
  if (part.kind === 'level') return { kind: 'value', value: valueOf(part.level), count };
  return { kind: 'ramp', from: valueOf(part.from), to: valueOf(part.to), count };
}

function levelValue(level: Level, subject: Subject, feed: Feed, path: readonly (string | number)[]): number {
  if (level.kind === 'number') return level.value;
  if (level.kind === 'quantity') {
    const quantity = toUnit(level.text, unitOf(subject));
    if (!quantity.ok) throw new Refusal(quantity.reason, 'case', path);
    return quantity.value;
  }
  const value = level.name === 'healthy' ? feed.marks.healthy : thresholdOf(subject, level.name);
  if (value === undefined) throw new Refusal(`the alert has no threshold "${level.name}"`, 'case', path);
  return level.factor * value;
}

function unitOf({ alert }: Subject): string | undefined {
  return alert.condition.kind === 'certificate' ? 'd' : alert.source.unit;
}

function thresholdOf({ alert: { condition } }: Subject, name: Exclude<LevelName, 'healthy'>): number | undefined {
  if (condition.kind === 'measurement') return condition[name];
  if (name !== 'critical') return undefined;
  if (condition.kind === 'burn') return condition.burn;
  return condition.kind === 'certificate' ? condition.expiresWithin / day : undefined;
}
