import type { Properties, RestShapes } from '../rest-vendor.ts';

export const eventDefinitionType = 'alerts:graylog/eventDefinition:EventDefinition';
export const notificationType = 'alerts:graylog/notification:Notification';
export const streamType = 'alerts:graylog/stream:Stream';

// Fields, allowed values and defaults: Graylog2/graylog2-server, org/graylog/events/processor/EventDefinitionDto.java,
// org/graylog/events/processor/aggregation/AggregationEventProcessorConfig.java, org/graylog/events/notifications/types/*Config*.java and
// org/graylog2/rest/resources/streams/.

const named: Properties = {
  title: { type: 'string', description: 'Title.', required: true },
  description: { type: 'string', description: 'Description; its end says whose the object is.', default: '' },
};

const text = (description: string) => ({ type: 'string', description, default: '' }) as const;
const flag = (description: string, otherwise = false) =>
  ({ type: 'boolean', description, default: otherwise }) as const;
const count = (description: string) => ({ type: 'integer', description, default: 0 }) as const;

/** Events of a search without aggregation at most; others have no such limit. AggregationEventProcessorConfig.java, event_limit */
export const defaultEventLimit = 100;

/** What objects of Graylog look like. */
export const shapes = {
  [eventDefinitionType]: {
    noun: 'event definition',
    summary: 'A search that makes events, and notifies of them.',
    adoption: 'marker',
    inputs: {
      ...named,
      priority: { type: 'integer', description: '1 low, 2 normal, 3 high.', default: 2, oneOf: [1, 2, 3] },
      alert: flag('Whether its events are alerts.', true),
      enabled: flag('Whether it is executed.', true),
      query: text('Search query.'),
      streams: { type: 'set', description: 'Titles of the streams that are searched; all when empty.', default: [] },
      searchWithinMs: { type: 'integer', description: 'Milliseconds that an execution looks back.', required: true },
      executeEveryMs: { type: 'integer', description: 'Milliseconds between two executions.', required: true },
      eventLimit: {
        type: 'integer',
        description: 'Events of an execution at most, where each message is one.',
        default: defaultEventLimit,
      },
      groupBy: { type: 'list', description: 'Fields whose values are looked at separately.', default: [] },
      series: { type: 'json', description: 'What is computed: id, type, and field.', default: [] },
      condition: { type: 'json', description: 'Tree of comparisons over series.' },
      fieldSpec: { type: 'json', description: 'Fields of events, and what they are filled from.', default: {} },
      keySpec: { type: 'list', description: 'Fields that make the key of an event.', default: [] },
      gracePeriodMs: count('Milliseconds in which events of one key are told once.'),
      backlogSize: count('Messages that a notification brings along.'),
      notifications: { type: 'set', description: 'Ids of notifications.', default: [] },
    },
  },
  [notificationType]: {
    noun: 'notification',
    summary: 'Who is told of events, and how.',
    adoption: 'marker',
    inputs: {
      ...named,
      kind: {
        type: 'string',
        description: 'How somebody is told.',
        required: true,
        replaces: true,
        oneOf: ['http', 'email', 'slack'],
      },
      url: text('Address of a request.'),
      body: text('Template of what is sent.'),
      credential: {
        type: 'string',
        description:
          'Variable whose value is sent as the key, or is the address of the webhook: another one writes it anew.',
        unreadable: true,
      },
      subject: text('Template of the subject of a mail.'),
      recipients: { type: 'set', description: 'Mailboxes.', default: [] },
      channel: text('Channel of Slack.'),
    },
  },
  [streamType]: {
    noun: 'stream',
    summary: 'Messages that match rules.',
    adoption: 'marker',
    inputs: {
      ...named,
      match: {
        type: 'string',
        description: 'Whether all rules have to match, or any.',
        default: 'AND',
        oneOf: ['AND', 'OR'],
      },
      rules: {
        type: 'set',
        description: 'Rules: type, field, value, inverted.',
        required: true,
        items: { type: 'json', description: 'A rule.' },
      },
      paused: flag('Whether it takes no messages.'),
    },
  },
} as const satisfies RestShapes;
