import type { BrokerState } from './broker-state.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The state that a text holds; undefined when it is cut off, of another version, or none of ours. */
export function parseState(text: string): BrokerState | undefined {
  try {
    const state = JSON.parse(text) as unknown;
    return isState(state) ? state : undefined;
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is BrokerState {
  if (!isRecord(value) || value['version'] !== 1) return false;
  const { at, alerts, troubles, empty = [], outbox, next, unseenSince } = value;
  return (
    areNumbers(at, next, unseenSince ?? 0) &&
    areTexts(troubles) &&
    areTexts(empty) &&
    isRecord(alerts) &&
    Object.values(alerts).every((groups) => isRecord(groups) && Object.values(groups).every(isGroup)) &&
    Array.isArray(outbox) &&
    outbox.every(isOrder)
  );
}

function isGroup(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { group, track, open } = value;
  if (!isRecord(group) || !areTexts(Object.values(group)) || !areTexts(open) || !isRecord(track)) return false;
  const { level, samples, since, lastSeen, reached } = track;
  return (
    areTexts([level]) &&
    areNumbers(since, lastSeen) &&
    isRecord(reached) &&
    areNumbers(...Object.values(reached)) &&
    Array.isArray(samples) &&
    samples.every((sample) => Array.isArray(sample) && sample.length === 2 && areNumbers(...(sample as unknown[])))
  );
}

function isOrder(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { id, alias, decided, open, close } = value;
  return areTexts([id, alias, decided]) && (isRecord(open) ? areTexts(open['squads']) : areTexts([close]));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'number');
}

function areTexts(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}
