import type { Fields } from '../account.ts';
import { choiceIn, fieldsOf, flagIn, integerIn, invalid, listIn, objectIn, textIn } from '../refusal.ts';

const kinds = ['match-all', 'match-any-condition', 'match-all-conditions'] as const;
const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'];

/** A condition on one field of an alert. */
export interface Condition {
  readonly field: string;
  readonly key?: string;
  readonly not: boolean;
  readonly operation: string;
  readonly expectedValue?: string;
  readonly order: number;
}

export interface Filter {
  readonly type: (typeof kinds)[number];
  readonly conditions: readonly Condition[];
}

const onText = ['matches', 'contains', 'starts-with', 'ends-with', 'equals', 'is-empty', 'equals-ignore-whitespace'];
const onList = ['contains', 'is-empty', 'matches'];
const onDetails = ['contains', 'is-empty', 'contains-key', 'contains-value'];
const onPriority = ['equals', 'greater-than', 'less-than'];

/** Operations by field: og/entity.go of opsgenie-go-sdk-v2; `extra-properties` takes every one. */
const operations: Readonly<Record<string, readonly string[]>> = {
  message: onText,
  alias: onText,
  description: onText,
  source: onText,
  entity: onText,
  teams: onText,
  tags: onList,
  actions: onList,
  recipients: onList,
  responders: onList,
  details: onDetails,
  'extra-properties': [...onText, ...onDetails, ...onPriority],
  priority: onPriority,
};

/** What mails have: opsgenie/terraform-provider-opsgenie, website/docs/r/integration_action.markdown. */
const ofMails: typeof operations = {
  from_address: onText,
  from_name: onText,
  conversationSubject: onText,
  subject: onText,
};

function conditionOf(item: unknown, name: string, known: typeof operations): Condition {
  const fields = fieldsOf(item, ['field', 'key', 'not', 'operation', 'expectedValue', 'order']);
  const field = choiceIn(fields, 'field', Object.keys(known)) ?? invalid(name, 'a condition needs a field');
  const operation = textIn(fields, 'operation', 100) ?? invalid(name, 'a condition needs an operation');
  if (!known[field]?.includes(operation)) invalid(name, `operation [${operation}] is not valid for [${field}]`);
  const key = textIn(fields, 'key', 1000);
  if (key !== undefined && field !== 'extra-properties') invalid(name, 'key is for extra-properties only');
  const expectedValue = textIn(fields, 'expectedValue', 15_000);
  if (operation !== 'is-empty' && expectedValue === undefined) invalid(name, 'a condition needs an expectedValue');
  if (field === 'priority' && !priorities.includes(expectedValue ?? '')) invalid(name, 'priorities are P1 to P5');
  if (operation === 'matches' && !patternOf(expectedValue ?? ''))
    invalid(name, `[${expectedValue ?? ''}] is not a regular expression`);
  return {
    field,
    ...(key === undefined ? {} : { key }),
    not: flagIn(fields, 'not') ?? false,
    operation,
    ...(expectedValue === undefined ? {} : { expectedValue }),
    order: integerIn(fields, 'order', 0, 1000) ?? 0,
  };
}

/** A regular expression over a whole field; undefined when it is none. */
export function patternOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 's');
  } catch {
    return undefined;
  }
}

export const matchAll: Filter = { type: 'match-all', conditions: [] };

/** The filter in the body; undefined when it is absent. Integration actions call its type `conditionMatchType`. */
export function filterIn(body: Fields, name: string, typeName = 'type', known = operations): Filter | undefined {
  const value = objectIn(body, name);
  if (!value) return undefined;
  const fields = fieldsOf(value, [typeName, 'conditions']);
  const type = choiceIn(fields, typeName, kinds) ?? invalid(name, `needs a ${typeName}`);
  const conditions = (listIn(fields, 'conditions', 100) ?? []).map((item) => conditionOf(item, name, known));
  if ((type === 'match-all') !== (conditions.length === 0))
    invalid(name, type === 'match-all' ? 'match-all has no conditions' : `${type} needs conditions`);
  return { type, conditions };
}

/** The filter of an integration's action. */
export function actionFilterIn(body: Fields, integrationType: string): Filter | undefined {
  return filterIn(body, 'filter', 'conditionMatchType', integrationType === 'Email' ? ofMails : operations);
}

/** A filter as the API shows it. */
export function shownFilter({ type, conditions }: Filter): Fields {
  return type === 'match-all' ? { type } : { type, conditions };
}
