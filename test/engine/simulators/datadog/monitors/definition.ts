import type { Account, Monitor } from '../account.ts';
import { isFormula, parseQuery } from '../queries/index.ts';
import { isCumulative } from '../queries/metric.ts';
import { type Fields, refuse, refuseUnknown, texts } from '../refusal.ts';
import { monitorTags } from '../tags.ts';
import { assetsOf } from './assets.ts';
import { storedOptions } from './defaults.ts';
import { checkOptions } from './options.ts';
import { checkRules } from './rules.ts';
import { checkThresholds } from './thresholds.ts';
import { monitorTypes } from './types.ts';

/** What somebody says of a monitor, checked, and as Datadog keeps it. */
export type Definition = Pick<
  Monitor,
  | 'type'
  | 'name'
  | 'message'
  | 'query'
  | 'tags'
  | 'options'
  | 'multi'
  | 'priority'
  | 'restricted_roles'
  | 'draft_status'
> & { readonly assets: Fields[] };

const written = ['type', 'name', 'message', 'query', 'tags', 'options', 'priority', 'restricted_roles', 'draft_status'];
/** What an answer has and a request may repeat. `classification` is taken and dropped, as recorded. */
const readOnly = [
  'id',
  'org_id',
  'created',
  'created_at',
  'modified',
  'deleted',
  'creator',
  'multi',
  'overall_state',
  'state',
];
const known = new Set([
  ...written,
  ...readOnly,
  'assets',
  'classification',
  'matching_downtimes',
  'overall_state_modified',
]);

/**
 * Checks a request to create a monitor, or to change `existing`, of which what is left out stays. Options are replaced whole. Mere
 * validation lets the type of an existing monitor change: the Terraform provider asks for it before it replaces a monitor (its issue 1452
 * shows such a plan).
 */
export function define(
  account: Account,
  body: Fields,
  existing?: Monitor,
  purpose: 'save' | 'validate' = 'save',
): Definition {
  refuseUnknown(body, known);
  const query = text(body['query'] ?? existing?.query, 'query');
  const type = typeOf(body['type'] ?? existing?.type, query, purpose === 'save' ? existing : undefined);
  const parsed = parseQuery(type, query, account);
  const options = body['options'] === undefined && existing ? existing.options : checkOptions(body['options']);
  checkRules(type, query, parsed, options);
  const thresholds = checkThresholds(options, parsed);
  if (type === 'composite' && thresholds) refuse('Composite monitors have no thresholds.');
  return {
    type,
    query,
    multi: parsed.multi,
    options: storedOptions(type, options, thresholds),
    name: optionalText(body['name'] ?? existing?.name, 'name') || `\`${query}\``,
    message: optionalText(body['message'] ?? existing?.message, 'message'),
    tags: body['tags'] === undefined ? (existing?.tags ?? []) : monitorTags(texts(body['tags'], 'tags')),
    priority: body['priority'] === undefined ? (existing?.priority ?? null) : priorityOf(body['priority']),
    restricted_roles: rolesOf(body, existing),
    draft_status: draftOf(body['draft_status'] ?? existing?.draft_status ?? 'published'),
    assets: assetsOf(body['assets']) ?? existing?.assets ?? [],
  };
}

function text(value: unknown, name: string): string {
  const trimmed = optionalText(value, name);
  return trimmed === '' ? refuse(`The parameter '${name}' is required`) : trimmed;
}

/** Names, messages and queries are trimmed; recorded in TestAccDatadogMonitor_TrimWhitespace. */
function optionalText(value: unknown, name: string): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value.trim() : refuse(`The value provided for parameter '${name}' is invalid`);
}

/** A type never changes, but for `metric alert` and `query alert`, of which the server chooses; recorded both ways. */
function typeOf(value: unknown, query: string, existing: Monitor | undefined): string {
  const type = text(value, 'type');
  if (!monitorTypes.has(type)) refuse(`The value provided for parameter 'type' is invalid: ${type}`);
  const metric = type === 'metric alert' || type === 'query alert';
  const sameFamily = metric && (existing?.type === 'metric alert' || existing?.type === 'query alert');
  // The words are in DataDog/terraform-provider-datadog issue 718.
  if (existing && existing.type !== type && !sameFamily) refuse('Monitor type change not allowed');
  if (type === 'metric alert' && isCumulative(query) && /current_1mo/.test(query)) return 'query alert';
  return metric && isFormula(query) ? 'metric alert' : type;
}

/** From 1 to 5; 0 is none, as recorded. */
function priorityOf(value: unknown): number | null {
  if (value === null || value === 0) return null;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 5) return value as number;
  return refuse("The value provided for parameter 'priority' is invalid");
}

function draftOf(value: unknown): string {
  return value === 'draft' || value === 'published'
    ? value
    : refuse("The value provided for parameter 'draft_status' is invalid");
}

function rolesOf({ restricted_roles: roles }: Fields, existing: Monitor | undefined): string[] | null {
  if (roles === undefined) return existing?.restricted_roles ?? null;
  return roles === null ? null : texts(roles, 'restricted_roles');
}
