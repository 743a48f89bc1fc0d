/** A field of a request, as the documentation has it. */
export interface Field {
  readonly kind: 'text' | 'integer' | 'boolean' | 'texts' | 'integers' | 'csv' | 'time' | 'url';
  readonly required?: true;
  readonly oneOf?: readonly (string | number)[];
  readonly min?: number;
  readonly max?: number;
  /** Elements that a list has to have. */
  readonly length?: number;
  /** What an answer has when nothing was said. */
  readonly otherwise?: unknown;
  /** Name in answers; null where it never comes back. */
  readonly shown?: string | null;
  /** Only creations take it. */
  readonly fixed?: true;
}

export type Fields = Readonly<Record<string, Field>>;

const text: Field = { kind: 'text' };
const flag: Field = { kind: 'boolean', otherwise: false };
const texts: Field = { kind: 'texts', otherwise: [] };
const name: Field = { kind: 'text', required: true };

/** Collections by their path. https://developers.statuscake.com/api/ */
export const collections: Readonly<Record<string, Fields>> = {
  uptime: {
    name,
    test_type: { ...text, required: true, fixed: true, oneOf: ['DNS', 'HEAD', 'HTTP', 'PING', 'SMTP', 'SSH', 'TCP'] },
    website_url: { kind: 'url', required: true },
    check_rate: { kind: 'integer', required: true, oneOf: [0, 30, 60, 300, 900, 1800, 3600, 86_400] },
    confirmation: { kind: 'integer', min: 0, max: 3, otherwise: 2 },
    trigger_rate: { kind: 'integer', min: 0, max: 60, otherwise: 0 },
    timeout: { kind: 'integer', min: 5, max: 75, otherwise: 15 },
    paused: flag,
    contact_groups: texts,
    tags: texts,
    regions: { ...texts, shown: null },
    status_codes_csv: { kind: 'csv', shown: 'status_codes', otherwise: ['404', '500'] },
    find_string: text,
    do_not_find: flag,
    include_header: flag,
    follow_redirects: flag,
    final_endpoint: text,
    enable_ssl_alert: flag,
    use_jar: flag,
    user_agent: text,
    custom_header: text,
    post_body: text,
    post_raw: text,
    host: text,
    port: { kind: 'integer', min: 1, max: 65_535 },
    dns_server: text,
    dns_ips: texts,
    basic_username: { ...text, shown: null },
    basic_password: { ...text, shown: null },
  },
  heartbeat: {
    name,
    period: { kind: 'integer', required: true, min: 30, max: 172_800 },
    paused: flag,
    contact_groups: texts,
    tags: texts,
    host: text,
  },
  ssl: {
    website_url: { kind: 'url', required: true },
    check_rate: { kind: 'integer', required: true, oneOf: [300, 600, 1800, 3600, 86_400, 2_073_600] },
    alert_at: { kind: 'integers', required: true, length: 3 },
    alert_broken: flag,
    alert_expiry: flag,
    alert_mixed: flag,
    alert_reminder: flag,
    follow_redirects: flag,
    hostname: text,
    user_agent: text,
    paused: flag,
    contact_groups: texts,
  },
  pagespeed: {
    name,
    website_url: { kind: 'url', required: true },
    check_rate: { kind: 'integer', required: true, oneOf: [60, 300, 600, 900, 1800, 3600, 86_400] },
    region: {
      ...text,
      required: true,
      oneOf: ['AU', 'CA', 'DE', 'FR', 'IN', 'JP', 'NL', 'SG', 'UK', 'US', 'USW'],
      shown: null,
    },
    alert_bigger: { kind: 'integer', min: 0, otherwise: 0 },
    alert_slower: { kind: 'integer', min: 0, otherwise: 0 },
    alert_smaller: { kind: 'integer', min: 0, otherwise: 0 },
    paused: flag,
    contact_groups: texts,
  },
  'contact-groups': { name, email_addresses: texts, mobile_numbers: texts, integrations: texts, ping_url: text },
  'maintenance-windows': {
    name,
    start_at: { kind: 'time', required: true },
    end_at: { kind: 'time', required: true },
    timezone: { ...text, required: true },
    repeat_interval: { ...text, oneOf: ['never', '1d', '1w', '2w', '1m'], otherwise: 'never' },
    tags: texts,
    tests: texts,
  },
};
