/** What the API says of a body that it refuses, by field. */
export type Errors = Record<string, string[]>;
export type Fields = Readonly<Record<string, unknown>>;

const functions = ['count', 'card', 'avg', 'min', 'max', 'sum', 'sumofsquares', 'stddev', 'variance'];
const newer = ['percentile', 'percentage', 'latest'];

/** Rules of EventDefinitionDto and of AggregationEventProcessorConfig. `since52`: series say `type`, and searches have a limit. */
export function definitionErrors(dto: Fields, since52: boolean): Errors {
  const errors: Errors = {};
  if (text(dto['title']) === '') errors['title'] = ['Event Definition title cannot be empty.'];
  const keys = list(dto['key_spec']);
  const fields = Object.keys((dto['field_spec'] ?? {}) as object);
  if (keys.some((key) => !fields.includes(String(key))))
    errors['key_spec'] = ['Event Definition key_spec can only contain fields defined in field_spec.'];
  const config = (dto['config'] ?? {}) as Fields;
  if (config['type'] !== 'aggregation-v1')
    return { ...errors, config: ['Event Definition config type cannot be empty.'] };
  return { ...errors, ...configErrors(config, since52) };
}

function configErrors(config: Fields, since52: boolean): Errors {
  const errors: Errors = {};
  if (Number(config['search_within_ms'] ?? 0) <= 0)
    errors['search_within_ms'] = ['Filter & Aggregation search_within_ms must be greater than 0.'];
  if (Number(config['execute_every_ms'] ?? 0) <= 0)
    errors['execute_every_ms'] = ['Filter & Aggregation execute_every_ms must be greater than 0.'];
  const series = list(config['series']) as readonly Fields[];
  const hasCondition = (((config['conditions'] ?? {}) as Fields)['expression'] ?? null) !== null;
  if (list(config['group_by']).length > 0 && (series.length === 0 || !hasCondition)) {
    errors['series'] = ['Aggregation with group_by must also contain series'];
    errors['conditions'] = ['Aggregation with group_by must also contain conditions'];
  }
  if (series.length === 0 && hasCondition) errors['series'] = ['Aggregation with conditions must also contain series'];
  if (series.length > 0 && !hasCondition)
    errors['conditions'] = ['Aggregation with series must also contain conditions'];
  const limit = Number(config['event_limit'] ?? 0);
  if (since52 && series.length === 0 && (limit < 1 || limit > 1000))
    errors['event_limit'] = ['Event limit must be between 1 and 1000.'];
  return errors;
}

/** What the JSON parser refuses before anything is validated; a message, or undefined. */
export function malformed(dto: Fields, since52: boolean): string | undefined {
  const config = (dto['config'] ?? {}) as Fields;
  const key = since52 ? 'type' : 'function';
  for (const one of list(config['series']) as readonly Fields[]) {
    const known = since52 ? [...functions, ...newer] : functions;
    if (!known.includes(String(one[key]))) return `Unknown series ${key}: ${String(one[key])}`;
    if (one[key] !== 'count' && text(one['field']) === '') return `The series ${String(one['id'])} needs a field.`;
  }
  return treeFault(((config['conditions'] ?? {}) as Fields)['expression'], list(config['series']) as readonly Fields[]);
}

function treeFault(node: unknown, series: readonly Fields[]): string | undefined {
  if (node === null || node === undefined) return undefined;
  const { expr, left, right, ref, value, child } = node as Fields;
  switch (expr) {
    case 'number':
      return typeof value === 'number' ? undefined : 'A number has a value.';
    case 'number-ref':
      return series.some(({ id }) => id === ref) ? undefined : `No series has the id ${String(ref)}.`;
    case 'group':
    case '!':
      return treeFault(child, series);
    case '&&':
    case '||':
    case '>':
    case '>=':
    case '<':
    case '<=':
    case '==':
      return left && right ? (treeFault(left, series) ?? treeFault(right, series)) : `${expr} needs two sides.`;
    default:
      return `Could not resolve type id '${String(expr)}' as an expression.`;
  }
}

/** Rules of the notifications' configurations. */
export function notificationErrors(dto: Fields): Errors {
  const errors: Errors = {};
  if (text(dto['title']) === '') errors['title'] = ['Notification title cannot be empty.'];
  const config = (dto['config'] ?? {}) as Fields;
  const own = {
    'http-notification-v2': httpErrors,
    'email-notification-v1': mailErrors,
    'slack-notification-v1': slackErrors,
  };
  const check = own[String(config['type']) as keyof typeof own];
  return { ...errors, ...(check ? check(config) : {}) };
}

function httpErrors(config: Fields): Errors {
  const errors: Errors = {};
  const secret = (config['api_secret'] ?? {}) as Fields;
  const hasSecret = secret['set_value'] !== undefined || secret['keep_value'] === true || secret['is_set'] === true;
  if (text(config['url']) === '') errors['url'] = ['HTTP Notification url cannot be empty.'];
  if (text(config['api_key']) === '' && hasSecret)
    errors['api_key'] = ['HTTP Notification cannot specify API secret without API key'];
  if (text(config['api_key']) !== '' && !hasSecret)
    errors['api_secret'] = ['HTTP Notification cannot specify API key without API secret'];
  const headers = text(config['headers']);
  if (headers !== '' && !headers.split(';').every((one) => /^\s*[^:\s]+\s*:\s*\S/.test(one)))
    errors['headers'] = [
      "Headers must be semi-colon delimited string in the form of 'Header1: Value1; Header2: Value2'",
    ];
  if (config['method'] !== 'GET' && (config['content_type'] ?? null) === null)
    errors['content_type'] = ['Content Type must not be null for PUT/POST methods.'];
  return errors;
}

function mailErrors(config: Fields): Errors {
  const errors: Errors = {};
  if (text(config['subject']) === '') errors['subject'] = ['Email Notification subject cannot be empty.'];
  if (text(config['body_template']) === '' && text(config['html_body_template']) === '')
    errors['body'] = ['One of Email Notification body template or Email Notification HTML body must not be empty.'];
  if (list(config['email_recipients']).length + list(config['user_recipients']).length === 0)
    errors['recipients'] = ['Email Notification must have email recipients or user recipients.'];
  return errors;
}

function slackErrors(config: Fields): Errors {
  const errors: Errors = {};
  if (!text(config['webhook_url']).startsWith('https://hooks.slack.com/services/'))
    errors['webhook_url'] = ['Slack Event Notification url is not valid.'];
  if (text(config['channel']) === '') errors['channel'] = ['Slack Event Notification channel cannot be empty.'];
  return errors;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
