import type { Location } from '../../findings/finding.ts';
import type { YamlNode } from '../source/node.ts';
import type { Document, Kind } from '../types.ts';
import { parseWeeklySpan } from '../values/weekly.ts';

/** What a reference can point at. */
export type ReferenceKind =
  | 'Squad'
  | 'Person'
  | 'Application'
  | 'Template'
  | 'OpenSLO'
  | 'Alert'
  | 'Schedule'
  | 'Escalation'
  | 'Channel'
  | 'Hours'
  | 'Connection'
  | 'Environment'
  | 'Rotation'
  | 'Rule'
  | 'Feature';

/** A mention of another definition. `owner` narrows ids that are unique only within it: a schedule within its squad. */
export interface DefinitionReference {
  readonly kind: ReferenceKind;
  readonly id: string;
  readonly owner?: string;
  readonly location: Location;
}

interface Pattern {
  readonly kinds?: readonly Kind[];
  /** The end of the path: keys, and `*` for any key or index. */
  readonly suffix: readonly string[];
  readonly to: ReferenceKind;
  /** Texts that are legal and no reference. */
  readonly except?: readonly string[];
}

const alertHolders: readonly Kind[] = ['Project', 'Squad', 'Application', 'Template'];

/** Every place in the format that names another definition; selectors (`when`) are handled by their keys. */
const patterns: readonly Pattern[] = [
  { kinds: ['Project'], suffix: ['onCall'], to: 'Connection' },
  { kinds: ['Squad'], suffix: ['members', '*'], to: 'Person' },
  { kinds: ['Squad'], suffix: ['lead'], to: 'Person' },
  { kinds: ['Squad'], suffix: ['participants', '*'], to: 'Person', except: ['none'] },
  { kinds: ['Squad'], suffix: ['rotations', '*', 'hours'], to: 'Hours' },
  { kinds: ['Squad'], suffix: ['notify', '*', 'schedule'], to: 'Schedule' },
  { kinds: ['Squad'], suffix: ['notify', '*', 'squad'], to: 'Squad' },
  { kinds: ['Squad'], suffix: ['notify', '*', 'person'], to: 'Person' },
  { kinds: ['Squad'], suffix: ['notify', '*', 'channel'], to: 'Channel' },
  { kinds: ['Squad'], suffix: ['notify', '*', 'escalation'], to: 'Escalation' },
  { kinds: ['Squad'], suffix: ['to', 'escalation'], to: 'Escalation' },
  { kinds: ['Squad'], suffix: ['to', 'schedule'], to: 'Schedule' },
  { kinds: ['Squad'], suffix: ['to', 'squad'], to: 'Squad' },
  { kinds: ['Squad'], suffix: ['overrides', '*', 'schedule'], to: 'Schedule' },
  { kinds: ['Squad'], suffix: ['overrides', '*', 'person'], to: 'Person', except: ['none'] },
  { kinds: ['Application'], suffix: ['squad'], to: 'Squad' },
  { kinds: ['Template'], suffix: ['alerts', '*', 'squad'], to: 'Squad' },
  { kinds: alertHolders, suffix: ['squad', 'otherwise'], to: 'Squad' },
  { kinds: ['Application', 'Template'], suffix: ['use', '*', 'template'], to: 'Template' },
  { kinds: alertHolders, suffix: ['notify', '*', 'channel'], to: 'Channel' },
  { kinds: alertHolders, suffix: ['notify', '*', '*', 'channel'], to: 'Channel' },
  { kinds: ['Application', 'Template'], suffix: ['source', 'slo'], to: 'OpenSLO' },
  { kinds: ['Application', 'Template'], suffix: ['source', '*', '*', 'connection'], to: 'Connection' },
  { kinds: alertHolders, suffix: ['environments', '*'], to: 'Environment' },
  { kinds: alertHolders, suffix: ['active'], to: 'Hours' },
  { kinds: ['Application'], suffix: ['alerts', '*', 'covers', '*'], to: 'Feature' },
  { kinds: ['Exemption'], suffix: ['owner'], to: 'Person' },
  { kinds: ['Exemption'], suffix: ['approvedBy'], to: 'Person' },
  { kinds: ['AlertTest'], suffix: ['environment'], to: 'Environment' },
  { kinds: ['AlertTest'], suffix: ['alert'], to: 'Alert' },
  { kinds: ['AlertTest'], suffix: ['template'], to: 'Template' },
  { kinds: ['OpenSLO'], suffix: ['spec', 'service'], to: 'Application' },
  { kinds: ['OpenSLO'], suffix: ['spec', 'indicatorRef'], to: 'OpenSLO' },
];

const selectorKeys: Readonly<Record<string, ReferenceKind>> = {
  environment: 'Environment',
  squad: 'Squad',
  application: 'Application',
  hours: 'Hours',
};

const byLastKey = new Map<string, Pattern[]>();
for (const pattern of patterns) {
  const key = pattern.suffix.at(-1) === '*' ? `${pattern.suffix.at(-2)}.*` : (pattern.suffix.at(-1) ?? '');
  byLastKey.set(key, [...(byLastKey.get(key) ?? []), pattern]);
}

/** Every mention of another definition in a document. Texts with `${` are not looked at: they are known only where they are used. */
export function referencesOf(document: Document): DefinitionReference[] {
  const found: DefinitionReference[] = [];
  walk(document.root, [], document, found);
  return found;
}

function walk(node: YamlNode, path: string[], document: Document, found: DefinitionReference[]): void {
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string' && !node.value.includes('${')) visit(node.value, node, path, document, found);
    return;
  }
  if (node.kind === 'list') {
    for (const item of node.items) {
      path.push('*');
      walk(item, path, document, found);
      path.pop();
    }
    return;
  }
  for (const [key, entry] of node.entries) {
    path.push(key);
    walk(entry.value, path, document, found);
    path.pop();
  }
}

function visit(
  text: string,
  node: YamlNode,
  path: readonly string[],
  document: Document,
  found: DefinitionReference[],
): void {
  const last = path.at(-1) ?? '';
  const when = path.at(-2) === 'when' ? last : last === '*' && path.at(-3) === 'when' ? path.at(-2) : undefined;
  const selected = when === undefined ? undefined : selectorKeys[when];
  if (selected) return push(selected, text, node, document, found);
  if (when !== undefined) return;
  const candidates = byLastKey.get(last === '*' ? `${path.at(-2)}.*` : last);
  const pattern = candidates?.find(
    (one) => (!one.kinds || one.kinds.includes(document.kind)) && matches(one.suffix, path),
  );
  if (pattern && !pattern.except?.includes(text)) push(pattern.to, text, node, document, found);
}

function matches(suffix: readonly string[], path: readonly string[]): boolean {
  const offset = path.length - suffix.length;
  return offset >= 0 && suffix.every((step, index) => step === '*' || step === path[offset + index]);
}

/** Schedules and alike may be written `squad/schedule`; hours `not NAME`, or a span such as `sat-sun`; selectors may be globs, which name nothing. */
function push(
  kind: ReferenceKind,
  text: string,
  node: YamlNode,
  document: Document,
  found: DefinitionReference[],
): void {
  if (/[*?]/.test(text)) return;
  const location = node.file.locate(node);
  if (kind === 'Hours') {
    const name = text.replace(/^not /, '');
    if (/^[a-z0-9-]+$/.test(name) && !parseWeeklySpan(text)) found.push({ kind, id: name, location });
  } else if (kind === 'Schedule' || kind === 'Escalation' || kind === 'Channel') {
    const slash = text.indexOf('/');
    const owner = slash >= 0 ? text.slice(0, slash) : document.kind === 'Squad' ? document.id : undefined;
    found.push({ kind, id: text.slice(slash + 1), ...(owner === undefined ? {} : { owner }), location });
  } else if (kind === 'Alert' && typeof document.data['template'] === 'string')
    found.push({ kind, id: text, owner: document.data['template'], location });
  else if (kind === 'Feature') found.push({ kind, id: text, owner: document.id, location });
  else found.push({ kind, id: text, location });
}
