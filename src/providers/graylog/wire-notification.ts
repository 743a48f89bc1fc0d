import type { Json } from '../../graph/types.ts';
import type { Fields } from '../rest-vendor.ts';

/** How secrets reach a body. */
export interface Secrets {
  /** @throws Error that names the setting when nobody says it */
  of(field: 'onCallKey' | 'slackWebhook'): string;
}

const types = { http: 'http-notification-v2', email: 'email-notification-v1', slack: 'slack-notification-v1' } as const;

/**
 * A notification as a body. Secrets are written with each of them, so that a new key needs a change of the definition only.
 * Graylog2/graylog2-server, org/graylog/events/notifications/types/
 */
export function notificationBody(inputs: Fields, secrets: Secrets): Fields {
  return {
    title: inputs['title'] ?? '',
    description: inputs['description'] ?? '',
    config: configs[inputs['kind'] as keyof typeof types](inputs, secrets),
  };
}

const configs = {
  http: ({ url = '', body = '', credential }: Fields, secrets: Secrets): Fields => ({
    type: types.http,
    url,
    method: 'POST',
    content_type: 'JSON',
    body_template: body,
    headers: '',
    time_zone: 'UTC',
    skip_tls_verification: false,
    basic_auth: null,
    // A header named by the key, so that the value is kept encrypted; one among `headers` is not.
    api_key_as_header: true,
    api_key: credential === undefined ? '' : 'Authorization',
    api_secret: credential === undefined ? null : { set_value: `GenieKey ${secrets.of('onCallKey')}` },
  }),
  email: ({ subject = '', body = '', recipients = [] }: Fields): Fields => ({
    type: types.email,
    sender: '',
    subject,
    body_template: body,
    html_body_template: '',
    email_recipients: recipients,
    user_recipients: [],
    time_zone: 'UTC',
  }),
  slack: ({ channel = '', body = '' }: Fields, secrets: Secrets): Fields => ({
    type: types.slack,
    webhook_url: secrets.of('slackWebhook'),
    channel,
    custom_message: body,
    color: '#FF0000',
    user_name: 'Graylog',
    notify_channel: false,
    link_names: false,
    icon_url: '',
    icon_emoji: '',
    backlog_size: 0,
    time_zone: 'UTC',
  }),
};

/** A notification by our names, without any secret; one of a kind that we do not write has a kind alone. */
export function notificationProperties(data: Fields): Fields {
  const config = (data['config'] ?? {}) as Fields;
  const own = (entries: Fields): Fields => ({
    title: data['title'] ?? '',
    description: data['description'] ?? '',
    ...entries,
  });
  const text = (name: string): Json => config[name] ?? '';
  switch (config['type']) {
    case types.http:
      return own({
        kind: 'http',
        url: text('url'),
        // One that does not send the key as a header, or sends another method, delivers nothing: it has no body of ours.
        body: config['method'] === 'POST' && config['api_key_as_header'] === true ? text('body_template') : '',
      });
    case types.email:
      return own({
        kind: 'email',
        subject: text('subject'),
        body: text('body_template'),
        recipients: config['email_recipients'] ?? [],
      });
    case types.slack:
      return own({ kind: 'slack', channel: text('channel'), body: text('custom_message') });
    default:
      return own({ kind: text('type') });
  }
}

/** The property that a fault is about. */
export function notificationProperty(field: string): string {
  const names: Readonly<Record<string, string>> = {
    body_template: 'body',
    custom_message: 'body',
    email_recipients: 'recipients',
    recipients: 'recipients',
    api_secret: 'credential',
    webhook_url: 'channel',
  };
  return names[field.replace(/^config\./, '')] ?? field;
}
