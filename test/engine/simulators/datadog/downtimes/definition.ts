import { type Account, type Downtime, timestamp } from '../account.ts';
import { type Fields, Refusal, isFields, refuse, refuseUnknown, texts } from '../refusal.ts';
import { scheduleOf } from './schedule.ts';

const states = ['alert', 'warn', 'no data'];
const types = ['canceled', 'expired'];
const known = new Set([
  'scope',
  'monitor_identifier',
  'schedule',
  'message',
  'display_timezone',
  'mute_first_recovery_notification',
  'notify_end_states',
  'notify_end_types',
]);

/** Attributes as Datadog keeps them, with its defaults; a change (PATCH) keeps what it does not name. */
export function define(account: Account, body: Fields, existing?: Downtime): Downtime['attributes'] {
  const given = attributesOf(body);
  const before: Fields = existing?.attributes ?? {};
  const value = (name: string, otherwise: unknown): unknown =>
    name in given ? given[name] : (before[name] ?? otherwise);
  const now = timestamp();
  return {
    scope: scopeOf(value('scope', undefined)),
    monitor_identifier:
      'monitor_identifier' in given || !existing
        ? identifier(account, given['monitor_identifier'])
        : existing.attributes.monitor_identifier,
    schedule:
      'schedule' in given || !existing
        ? scheduleOf(given['schedule'], existing?.attributes.schedule)
        : existing.attributes.schedule,
    message: value('message', null) ?? null,
    display_timezone: value('display_timezone', 'UTC') || 'UTC',
    mute_first_recovery_notification: value('mute_first_recovery_notification', false) === true,
    notify_end_states: subset(value('notify_end_states', states), states, 'notify_end_states'),
    notify_end_types: subset(value('notify_end_types', ['expired']), types, 'notify_end_types'),
    created: before['created'] ?? now,
    modified: now,
    canceled: null,
  };
}

function attributesOf(body: Fields): Fields {
  const data = isFields(body['data']) ? body['data'] : refuse('Invalid payload: data is required');
  if (data['type'] !== 'downtime') refuse("Invalid payload: type must be 'downtime'");
  const attributes = isFields(data['attributes'])
    ? data['attributes']
    : refuse('Invalid payload: attributes are required');
  refuseUnknown(attributes, known);
  return attributes;
}

/** Search syntax over `key:value`; the text is recorded. */
function scopeOf(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') return refuse('Invalid payload: scope is required');
  const bare = value.replaceAll(/[\w.@/-]+\s*:\s*(?:\([^()]*\)|"[^"]*"|[^\s()]+)|\b(?:AND|OR|NOT)\b|[()\s-]|^\*$/g, '');
  return bare === '' ? value : refuse('All values must have a key');
}

/** One of `monitor_id`, which must exist, and `monitor_tags`. */
function identifier(account: Account, value: unknown): Fields {
  if (!isFields(value)) return refuse('Invalid payload: monitor_identifier is required');
  refuseUnknown(value, new Set(['monitor_id', 'monitor_tags']));
  const { monitor_id: id, monitor_tags: tags } = value;
  if ((id === undefined) === (tags === undefined))
    refuse('Invalid payload: either monitor_id or monitor_tags is required');
  if (tags !== undefined && texts(tags, 'monitor_tags').length === 0) refuse('Invalid payload: monitor_tags is empty');
  if (id !== undefined && !account.monitors.has(Number(id)))
    throw new Refusal(404, `Monitor with id ${String(id)} not found`);
  return value;
}

function subset(value: unknown, allowed: readonly string[], name: string): string[] {
  const given = texts(value, name);
  for (const one of given) if (!allowed.includes(one)) refuse(`'${one}' is not one of ${JSON.stringify(allowed)}`);
  return given;
}
