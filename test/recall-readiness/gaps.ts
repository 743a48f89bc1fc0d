import { child, nodeAt, textOf, type MapNode } from '../../src/definitions/source/node.ts';
import { addEntry, kindOf, removeEntry, replace, setField, toPage, type Page } from '../recall/edit.ts';
import { alertSites, documentSites, mapAt, spread, type DocumentSite } from '../recall/sites.ts';

/** One gap: a file of the tree in which something is missing that production needs. */
export interface SeededGap {
  readonly kind: string;
  readonly path: string;
  readonly subject: string;
  readonly text: string;
}

/** What an alert of the clean tree is, resolved: sites know only what the file says. */
export interface AlertInfo {
  readonly application: string;
  readonly id: string;
  readonly category?: string | undefined;
  readonly pages: boolean;
  readonly tier: number;
  readonly types: readonly string[];
}

const sitesPerKind = 8;

type Edit = (site: DocumentSite) => string | undefined;

/** Every gap of every kind, at places spread over the tree. */
export function seededGaps(pages: readonly Page[], alerts: readonly AlertInfo[]): SeededGap[] {
  const found: SeededGap[] = [];
  const add = (kind: string, sites: readonly { page: Page; subject: string; text: string }[]): void => {
    for (const { page, subject, text } of spread(sites, sitesPerKind))
      found.push({ kind, path: page.path, subject, text });
  };
  for (const [kind, [documentKind, edit]] of Object.entries(documentGaps(pages)))
    add(kind, edited(documentSites(pages, documentKind), edit));
  for (const [kind, wanted, field] of alertGaps) {
    const sites = alertSites(pages).flatMap(({ page, id, alert, application }) => {
      const info = alerts.find((one) => one.application === textOf(child(application, 'id')) && one.id === id);
      if (!info || !wanted(info) || !alert.entries.has(field)) return [];
      return [{ page, subject: `${info.application}/${id}`, text: removeEntry(page, alert, field) }];
    });
    add(kind, sites);
  }
  for (const [kind, category, types, tiers] of coverageGaps)
    add(kind, withoutCategory(pages, alerts, category, types, tiers));
  return found;
}

function edited(sites: readonly DocumentSite[], edit: Edit): { page: Page; subject: string; text: string }[] {
  return sites.flatMap((site) => {
    const text = edit(site);
    if (text === undefined || text === site.page.text) return [];
    return [{ page: site.page, subject: textOf(child(site.document, 'id')) ?? '', text }];
  });
}

const important = ({ pages, tier }: AlertInfo): boolean => pages && tier <= 2;
const alertGaps: readonly (readonly [string, (alert: AlertInfo) => boolean, string])[] = [
  ['a page without runbook', ({ pages }) => pages, 'runbook'],
  ['a page without impact', ({ pages }) => pages, 'impact'],
  ['a page without message', ({ pages }) => pages, 'message'],
  ['a page without dashboard', important, 'dashboard'],
];

/** Categories that somebody forgets for a whole application: all its alerts of them become another one. */
const coverageGaps: readonly (readonly [string, readonly string[], readonly string[], readonly number[]])[] = [
  ['no alert on errors', ['errors'], ['http-service', 'worker', 'third-party', 'frontend'], [1, 2, 3, 4]],
  ['no alert on latency', ['latency'], ['http-service', 'third-party', 'frontend'], [1, 2]],
  ['no alert on traffic', ['traffic'], ['http-service'], [1, 2]],
  ['no alert on saturation', ['saturation', 'capacity'], ['http-service', 'platform'], [1, 2]],
  ['no alert on availability', ['availability', 'slo-burn'], ['http-service', 'frontend', 'platform'], [1, 2]],
  ['no heartbeat', ['heartbeat'], ['cron', 'data-pipeline'], [1, 2, 3, 4]],
  ['no alert on the backlog', ['backlog'], ['queue'], [1, 2, 3, 4]],
  ['no alert on dead letters', ['dead-letter'], ['queue'], [1, 2, 3, 4]],
  ['no alert on consumers', ['consumers'], ['queue'], [1, 2, 3, 4]],
  ['no alert on certificates', ['certificate'], ['third-party', 'frontend'], [1, 2, 3, 4]],
  ['no alert on capacity', ['capacity'], ['database'], [1, 2, 3, 4]],
  ['no alert on the data', ['data-quality'], ['data-pipeline'], [1, 2, 3, 4]],
];

function withoutCategory(
  pages: readonly Page[],
  alerts: readonly AlertInfo[],
  categories: readonly string[],
  types: readonly string[],
  tiers: readonly number[],
): { page: Page; subject: string; text: string }[] {
  return documentSites(pages, 'Application').flatMap(({ page, document }) => {
    const id = textOf(child(document, 'id')) ?? '';
    const mine = alerts.filter((one) => one.application === id);
    const [first] = mine;
    if (!first || !tiers.includes(first.tier) || !types.some((type) => first.types.includes(type))) return [];
    const gone = mine.filter(({ category }) => categories.includes(category ?? ''));
    if (gone.length === 0 || isExempt(id, categories)) return [];
    return [{ page, subject: id, text: withOverrides(page, document, gone) }];
  });
}

/** What the organisation is allowed to lack is no gap. */
function isExempt(application: string, categories: readonly string[]): boolean {
  return application === 'billing-api' && categories.includes('availability');
}

/** Alerts of the application's own are cut out; those that a template brings are removed by null. */
function withOverrides(page: Page, document: MapNode, gone: readonly AlertInfo[]): string {
  const at = page.documents.indexOf(document);
  const nulls: string[] = [];
  let current = page;
  for (const { id } of gone) {
    const alerts = mapAt(current.documents[at] as MapNode, ['alerts']);
    const own = alerts?.entries.get(id)?.value;
    if (!child(own, 'source')) nulls.push(`  ${id}: null\n`);
    if (alerts && own) current = toPage(page.path, removeEntry(current, alerts, id));
  }
  const key = (current.documents[at] as MapNode).entries.get('alerts');
  if (!key) return `${current.text.trimEnd()}\nalerts:\n${nulls.join('')}`;
  const line = current.text.indexOf('\n', key.keyEnd) + 1;
  return current.text.slice(0, line) + nulls.join('') + current.text.slice(line);
}

/** Writes a field anew below a path of a document. */
function put(
  { page, document }: DocumentSite,
  path: readonly string[],
  key: string,
  value: string,
): string | undefined {
  const at = page.documents.indexOf(document);
  const parent = mapAt(document, path);
  if (!parent?.entries.has(key) || parent.entries.size === 1) {
    const entry = parent?.entries.get(key);
    return entry ? replaceLine(page, entry.keyEnd, value) : undefined;
  }
  const without = toPage(page.path, removeEntry(page, parent, key));
  const left = mapAt(without.documents[at] as MapNode, path);
  return left && addEntry(without, left, `${key}: ${value}`);
}

/** Replaces what stands behind a key on its line. */
function replaceLine(page: Page, keyEnd: number, value: string): string {
  const end = page.text.indexOf('\n', keyEnd);
  return `${page.text.slice(0, keyEnd)}: ${value}${page.text.slice(end)}`;
}

/** An exemption of an application, for one alert only. */
function narrowed({ page, document }: DocumentSite): string | undefined {
  const when = mapAt(document, ['when']);
  return when && addEntry(page, when, 'alert: nobody/knows');
}

function firstRotation({ document }: DocumentSite): string[] {
  const path = ['schedules', 'oncall', 'rotations'];
  const rotations = mapAt(document, path);
  return [...path, ...[...(rotations?.entries.keys() ?? [])].slice(0, 1)];
}

function documentGaps(pages: readonly Page[]): Readonly<Record<string, readonly [string, Edit]>> {
  const without =
    (...fields: readonly string[]): Edit =>
    ({ page, document }) => {
      const [field = ''] = fields;
      return document.entries.has(field) ? removeEntry(page, document, field) : undefined;
    };
  const extended =
    (field: string, name: string, when: (document: MapNode) => boolean = () => true): Edit =>
    ({ page, document }) => {
      const list = child(document, field);
      if (list?.kind !== 'list' || list.items.length === 0 || !when(document)) return undefined;
      const last = list.items.at(-1);
      return last && page.text.slice(list.start, list.start + 1) === '['
        ? `${page.text.slice(0, last.end)}, ${name}${page.text.slice(last.end)}`
        : undefined;
    };
  const ofTier =
    (...tiers: readonly string[]) =>
    (document: MapNode): boolean => {
      const tier = child(document, 'tier');
      return tier?.kind === 'scalar' && tiers.includes(String(tier.value));
    };
  const set =
    (field: string, value: string): Edit =>
    ({ page, document }) =>
      setField(page, document, field, value);
  const fieldOf =
    (path: readonly (string | number)[], value: string): Edit =>
    ({ page, document }) => {
      const node = nodeAt(document, path);
      return node ? replace(page, node, value) : undefined;
    };
  const used = new Set(pages.flatMap(({ documents }) => documents.map((one) => kindOf(one))));
  return {
    ...(used.has('Exemption')
      ? {
          'an exemption that ended': ['Exemption', set('until', '2026-10-31')],
          'an exemption for years': ['Exemption', set('until', '2028-12-31')],
          'an exemption without approval': ['Exemption', without('approvedBy')],
          'an exemption of nobody in the squad': ['Exemption', set('owner', 'etienne-tremblay')],
          'an exemption from a misspelt check': ['Exemption', set('check', 'coverage/burn')],
          'an exemption of an alert that does not exist': ['Exemption', narrowed],
        }
      : {}),
    'no tier': ['Application', without('tier')],
    'no types': ['Application', without('types')],
    'a feature that nothing watches': ['Application', extended('features', 'teleportation')],
    'a queue that nothing watches': ['Application', extended('queues', 'nobody.listens')],
    'a job that nothing watches': ['Application', extended('jobs', 'nightly-nothing')],
    'an endpoint that nothing watches': ['Application', extended('endpoints', "'https://forgotten.example'")],
    'no dependencies': [
      'Application',
      (site) => {
        const types = child(site.document, 'types');
        const serves =
          types?.kind === 'list' &&
          types.items.some((one) => /service|worker|frontend|cron|pipeline/.test(textOf(one) ?? ''));
        return serves && ofTier('1', '2')(site.document) ? without('dependencies')(site) : undefined;
      },
    ],
    'no features': ['Application', (site) => (ofTier('1', '2')(site.document) ? without('features')(site) : undefined)],
    'reviewed two years ago': ['Application', fieldOf(['defaults', 0, 'set', 'reviewed'], '2024-09-01')],
    'no lead': ['Squad', without('lead')],
    'one level of escalation': [
      'Squad',
      (site) => put(site, ['escalations'], 'off-hours', '[{ after: 0m, notify: [{ schedule: oncall }] }]'),
    ],
    'nobody on call at night': ['Squad', (site) => put(site, firstRotation(site), 'participants', '[none]')],
    'two people take all turns': [
      'Squad',
      (site) => {
        const rotations = mapAt(site.document, ['schedules', 'oncall', 'rotations']);
        const participants = nodeAt(site.document, [...firstRotation(site), 'participants']);
        if (rotations?.entries.size !== 1 || participants?.kind !== 'list') return undefined;
        const names = participants.items.map(textOf).slice(0, 2);
        return put(site, firstRotation(site), 'participants', `[${names.join(', ')}]`);
      },
    ],
    'an objective without burn rates': [
      'SLO',
      ({ page, document }) => {
        const name = nodeAt(document, ['metadata', 'name']);
        return name ? replace(page, name, `${textOf(name)}-second`) : undefined;
      },
    ],
    'an objective without budget': [
      'SLO',
      ({ page, document }) => {
        const target = nodeAt(document, ['spec', 'objectives', 0, 'target']);
        return target ? replace(page, target, '1') : undefined;
      },
    ],
  };
}
