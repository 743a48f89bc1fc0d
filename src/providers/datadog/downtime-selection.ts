import type { CompileProblem, ResolvedDowntime, SilencedAlert } from '../provider.ts';
import { report } from './scope.ts';
import { identityTag } from './tags.ts';

/** Monitors with all of these tags, in the groups of this search. */
export interface Selection {
  /** Tells the selections of one downtime apart; absent when there can be only one. */
  readonly part?: string;
  /** Besides the project's and the environment's. */
  readonly tags: readonly string[];
  /** A search over groups; `*` for all. */
  readonly scope: string;
}

/** Keys of `when` that no single tag of a monitor answers to: its alert is named. */
const perAlert = ['alert', 'priority'];

const most = 100;

/**
 * `when` in Datadog's words. A monitor must have all tags of a downtime (https://docs.datadoghq.com/api/latest/downtimes/, `monitor_tags`), so each
 * combination of values among the selected alerts is a selection of its own: `squad` by `team`, `application`, `type` and `tier` by `service`,
 * `category` and `tag` by their own tags, `alert` and `priority` by the identity.
 */
export function selectionsOf(downtime: ResolvedDowntime, problems: CompileProblem[]): Selection[] {
  const when = (downtime.data['when'] ?? {}) as Readonly<Record<string, unknown>>;
  for (const key of ['hours', 'title'])
    if (when[key] !== undefined)
      report({ problems }, 'datadog/downtime-selector', ['when', key], unexpressed[key] ?? '', {
        help: 'Select by squad, application, alert, type, tier, category, priority, tag or group.',
      });
  const dimensions = dimensionsOf(when);
  const varies = dimensions.some(({ varies }) => varies);
  const found = new Map<string, Selection>();
  for (const alert of downtime.alerts) {
    const scope = scopeOf(when, alert, problems);
    const tags = dimensions.map(({ tagOf }) => tagOf(alert).toLowerCase());
    const values = dimensions.filter(({ varies }) => varies).map(({ valueOf }) => inPart(valueOf(alert).toLowerCase()));
    const part = varies ? { part: values.join('.') } : {};
    found.set(JSON.stringify([values, scope]), { ...part, tags, scope });
  }
  return checkSize(apart([...found.values()]), problems);
}

const unexpressed: Readonly<Record<string, string>> = {
  hours: 'Datadog silences by `window` alone: it does not know these hours.',
  title: "Datadog finds what it silences by tags and groups; a monitor's title is neither.",
};

interface Dimension {
  readonly tagOf: (alert: SilencedAlert) => string;
  /** What of the tag goes into the identity. */
  readonly valueOf: (alert: SilencedAlert) => string;
  /** Whether the definition admits several values. */
  readonly varies: boolean;
}

function dimensionsOf(when: Readonly<Record<string, unknown>>): Dimension[] {
  if (perAlert.some((key) => when[key] !== undefined)) {
    const valueOf = ({ application, id }: SilencedAlert): string => `${application}/${id}`;
    return [{ tagOf: ({ identity }) => identityTag(identity), valueOf, varies: true }];
  }
  const byTag = (key: string, valueOf: Dimension['valueOf'], varies: boolean): Dimension => ({
    tagOf: (alert) => `${key}:${valueOf(alert)}`,
    valueOf,
    varies,
  });
  const { squad, application, type, tier, category, tag = {} } = when;
  const spread = type !== undefined || tier !== undefined;
  return [
    ...(squad === undefined ? [] : [byTag('team', (alert) => alert.squad, isOpen(squad))]),
    ...(application === undefined && !spread
      ? []
      : [byTag('service', (alert) => alert.application, application === undefined || isOpen(application))]),
    ...(category === undefined ? [] : [byTag('category', (alert) => alert.category ?? '', isOpen(category))]),
    ...Object.entries(tag as Readonly<Record<string, unknown>>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => byTag(key, (alert) => alert.tags[key] ?? '', isOpen(value))),
  ];
}

/** Lists and globs: what they come to may change without the definition. */
function isOpen(wanted: unknown): boolean {
  return Array.isArray(wanted) || /[*?[{]/.test(String(wanted));
}

/** Only ids need no care: dots separate values, and `#` and `/` parts of identities. */
function inPart(value: string): string {
  return /^[a-z0-9/-]+$/.test(value) ? value : encodeURIComponent(value).replaceAll('.', '%2E').toLowerCase();
}

/** Groups of one alias that are different tags need searches of their own. */
function apart(selections: readonly Selection[]): Selection[] {
  const scopes = new Set(selections.map(({ scope }) => scope));
  if (scopes.size <= 1) return [...selections];
  return selections.map((selection) => {
    const keys = [...selection.scope.matchAll(/(?:^| AND )([^:]+):/g)].map(([, key = '']) => inPart(key));
    return { ...selection, part: [...(selection.part === undefined ? [] : [selection.part]), ...keys].join('.') };
  });
}

function checkSize(selections: readonly Selection[], problems: CompileProblem[]): Selection[] {
  if (selections.length > most)
    report(
      { problems },
      'datadog/downtime-size',
      ['when'],
      `This selects ${selections.length} combinations of tags, each a downtime of its own at Datadog; ${most} at most.`,
      { help: 'Select by squad, application, category or a tag: alert and priority name each alert.' },
    );
  return [...selections];
}

/** `group` as a search over the groups of monitors; `*` without. */
function scopeOf(when: Readonly<Record<string, unknown>>, alert: SilencedAlert, problems: CompileProblem[]): string {
  const groups = Object.entries((when['group'] ?? {}) as Readonly<Record<string, unknown>>);
  if (groups.length === 0) return '*';
  return groups
    .map(([alias, wanted]) => {
      const values = [wanted].flat().map((value) => searchValue(String(value), alias, problems));
      const facet = alert.groups[alias] ?? alias;
      return `${facet}:${values.length === 1 ? values[0] : `(${values.join(' OR ')})`}`;
    })
    .join(' AND ');
}

/** Values with other characters than those of tags stand in quotation marks, where `*` means itself. */
function searchValue(value: string, alias: string, problems: CompileProblem[]): string {
  if (/^[\p{L}\p{Nd}_./*?-]+$/u.test(value)) return value;
  if (!/["\\*?]/.test(value)) return `"${value}"`;
  const message = `The value "${value}" cannot be searched for at Datadog.`;
  const path = ['when', 'group', alias];
  if (!problems.some((problem) => problem.message === message))
    report({ problems }, 'datadog/downtime-group', path, message, {
      help: 'Use letters, digits, _ . / - and *, or any other characters without quotation marks, backslashes, * and ?.',
    });
  return value;
}
