import { child, nodeAt, textOf, type MapNode, type Path, type YamlNode } from '../../src/definitions/source/node.ts';
import { addEntry, misspell, removeEntry, renameKey, replace, setField, type Page } from './edit.ts';
import {
  alertSites,
  documentSites,
  looksPaging,
  mapAt,
  sourceOf,
  spread,
  type AlertSite,
  type DocumentSite,
} from './sites.ts';

/** One defect: a file of the tree with one mistake in it. */
export interface Defect {
  readonly kind: string;
  readonly path: string;
  readonly subject: string;
  readonly text: string;
}

type AlertEdit = (site: AlertSite) => string | undefined;
type DocumentEdit = (site: DocumentSite) => string | undefined;

const sitesPerKind = 6;

/** Every defect of every kind, at places spread over the tree. */
export function defects(pages: readonly Page[]): Defect[] {
  const alerts = alertSites(pages);
  const found: Defect[] = [];
  const add = (kind: string, page: Page, subject: string, text: string | undefined): boolean => {
    if (text === undefined || text === page.text) return false;
    found.push({ kind, path: page.path, subject, text });
    return true;
  };
  for (const [kind, edit] of Object.entries(alertEdits)) {
    const possible = alerts.filter((site) => edit(site) !== undefined);
    for (const site of spread(possible, sitesPerKind)) add(kind, site.page, site.id, edit(site));
  }
  for (const [kind, [documentKind, edit]] of Object.entries(documentEdits)) {
    const possible = documentSites(pages, documentKind).filter((site) => edit(site) !== undefined);
    for (const site of spread(possible, sitesPerKind))
      add(kind, site.page, textOf(child(site.document, 'id')) ?? '', edit(site));
  }
  return found;
}

/** Edits the scalar at a path, when there is one. */
function scalar(path: Path, change: (text: string) => string | undefined): AlertEdit {
  return ({ page, alert }) => {
    const node = nodeAt(alert, path);
    if (node?.kind !== 'scalar') return undefined;
    const text = change(String(node.value));
    return text === undefined ? undefined : replace(page, node, text);
  };
}

/** Sets a field of an alert, in alerts that satisfy a condition. */
function set(path: Path, value: string, when: (site: AlertSite) => boolean = () => true): AlertEdit {
  return (site) => {
    const parent = mapAt(site.alert, path.slice(0, -1));
    return parent && when(site) ? setField(site.page, parent, String(path.at(-1)), value) : undefined;
  };
}

function remove(path: Path, when: (site: AlertSite) => boolean = () => true): AlertEdit {
  return (site) => {
    const parent = mapAt(site.alert, path.slice(0, -1));
    const key = String(path.at(-1));
    return parent?.entries.has(key) && when(site) ? removeEntry(site.page, parent, key) : undefined;
  };
}

const has = (path: Path) => (site: AlertSite) => nodeAt(site.alert, path) !== undefined;
const paging = (site: AlertSite): boolean => looksPaging(site.alert);
const measured = (site: AlertSite): boolean => has(['condition', 'critical'])(site) && has(['condition', 'is'])(site);
const isMetric = (site: AlertSite): boolean => sourceOf(site.alert) === 'datadog.metric';
const is = (word: string) => (site: AlertSite) => textOf(nodeAt(site.alert, ['condition', 'is'])) === word;
const both =
  (...tests: ((site: AlertSite) => boolean)[]) =>
  (site: AlertSite) =>
    tests.every((test) => test(site));

function numberOf(node: YamlNode | undefined): { value: number; unit: string } | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const match = /^(-?\d+(?:\.\d+)?)(.*)$/.exec(String(node.value));
  return match ? { value: Number(match[1]), unit: match[2] ?? '' } : undefined;
}

/** Puts a threshold on the wrong side of `critical`. */
function wrongSide(field: string): AlertEdit {
  return (site) => {
    const condition = mapAt(site.alert, ['condition']);
    const critical = numberOf(condition && child(condition, 'critical'));
    const word = textOf(condition && child(condition, 'is'));
    if (!condition?.entries.has(field) || !critical || critical.value <= 0 || !word) return undefined;
    const beyond = word === 'above' || word === 'at-least' ? critical.value * 1.5 : critical.value / 2;
    return setField(site.page, condition, field, `${Number(beyond.toPrecision(6))}${critical.unit}`);
  };
}

function firstQuery(alert: MapNode): YamlNode | undefined {
  const queries = nodeAt(alert, ['source', 'datadog', 'metric', 'queries']);
  return queries?.kind === 'map' ? [...queries.entries.values()][0]?.value : undefined;
}

function query(change: (text: string) => string | undefined): AlertEdit {
  return ({ page, alert }) => {
    const node = firstQuery(alert);
    const text = textOf(node);
    const changed = text === undefined ? undefined : change(text);
    return node && changed !== undefined && changed !== text ? replace(page, node, JSON.stringify(changed)) : undefined;
  };
}

function runbookText(part: 'trigger' | 'resolution', text: string): AlertEdit {
  return ({ page, alert }) => {
    const node = nodeAt(alert, part === 'trigger' ? ['runbook', 'trigger'] : ['runbook', 'resolution', 0]);
    return node?.kind === 'scalar' ? replace(page, node, text) : undefined;
  };
}

const alertEdits: Readonly<Record<string, AlertEdit>> = {
  'field name misspelt': (site) =>
    site.alert.entries.has('description') ? renameKey(site.page, site.alert, 'description', 'descripton') : undefined,
  'condition field misspelt': (site) => {
    const condition = mapAt(site.alert, ['condition']);
    return condition?.entries.has('recovery') ? renameKey(site.page, condition, 'recovery', 'recover') : undefined;
  },
  'source kind misspelt': (site) => {
    const vendor = mapAt(site.alert, ['source', 'datadog']);
    return vendor?.entries.has('metric') ? renameKey(site.page, vendor, 'metric', 'metrics') : undefined;
  },
  'description forgotten': remove(['description']),
  'priority forgotten': remove(['priority'], both(has(['description']))),
  'condition forgotten': remove(['condition'], measured),
  'threshold forgotten': remove(['condition', 'critical'], measured),
  'comparison forgotten': remove(['condition', 'is'], measured),
  'priority that does not exist': set(['priority'], 'P0', has(['priority'])),
  'priority in lower case': set(['priority'], 'p2', has(['priority'])),
  'category misspelt': scalar(['category'], (text) => misspell(text)),
  'window without unit': set(['condition', 'over'], '5', has(['condition', 'over'])),
  'window in an unknown unit': set(['condition', 'over'], '5min', has(['condition', 'over'])),
  'threshold in a foreign unit': set(
    ['condition', 'critical'],
    '7GiB',
    both(measured, (site) => numberOf(nodeAt(site.alert, ['condition', 'critical']))?.unit === '%'),
  ),
  'threshold as a sentence': set(['condition', 'critical'], 'five percent', measured),
  'warning beyond critical': wrongSide('warning'),
  'recovery beyond critical': wrongSide('recovery'),
  'warning equal to critical': (site) => {
    const condition = mapAt(site.alert, ['condition']);
    const critical = condition && child(condition, 'critical');
    return condition?.entries.has('warning') && critical?.kind === 'scalar'
      ? setField(site.page, condition, 'warning', String(critical.value))
      : undefined;
  },
  'impossible ratio': set(
    ['condition', 'critical'],
    '150%',
    both(is('above'), (site) => numberOf(nodeAt(site.alert, ['condition', 'critical']))?.unit === '%'),
  ),
  'ratio without a floor': remove(['condition', 'atLeast'], both(paging, has(['condition', 'atLeast']))),
  'paging on a minute': set(['condition', 'over'], '1m', both(paging, isMetric, has(['condition', 'over']))),
  'window beyond the vendor': set(['condition', 'over'], '9w', both(isMetric, has(['condition', 'over']))),
  'delay beyond the vendor': set(['condition', 'delay'], '3d', both(isMetric, measured)),
  'count averaged': set(
    ['condition', 'reduce'],
    'avg',
    both(isMetric, (site) => /as_count\(\)/.test(textOf(firstQuery(site.alert)) ?? ''), has(['condition', 'over'])),
  ),
  'any point pages': set(
    ['condition', 'reduce'],
    'max',
    both(isMetric, paging, is('above'), (site) => !/as_count\(\)/.test(textOf(firstQuery(site.alert)) ?? '')),
  ),
  'grouping in the query': query((text) => `${text} by {host}`),
  'unbounded groups': set(
    ['groups'],
    '{ by: [request_id] }',
    both(isMetric, (site) => !has(['groups'])(site)),
  ),
  'groups notify unknown dimension': set(['groups', 'notify'], '[nowhere]', has(['groups', 'by'])),
  'variable misspelt in a query': query((text) => text.replace('${dd}', '${ddd}')),
  'staging in a production query': query((text) => text.replace('env:${dd}', 'env:staging')),
  'sampled function': query((text) => `top(${text}, 10, 'mean', 'desc')`),
  'no data means nothing for a heartbeat': set(
    ['condition', 'noData'],
    'ok',
    (site) => textOf(child(site.alert, 'category')) === 'heartbeat' && measured(site),
  ),
  'no data word misspelt': set(['condition', 'noData'], 'notfy', measured),
  'runbook forgotten': remove(['runbook'], paging),
  'runbook file missing': set(['runbook'], './runbooks/no-such-file.md'),
  'runbook outside the tree': set(['runbook'], '../../../etc/passwd.md'),
  'trigger empty': runbookText('trigger', '""'),
  'runbook never written': runbookText('resolution', 'TODO'),
  'runbook to be completed': runbookText('trigger', 'To be completed.'),
  'expected time forgotten': remove(['runbook', 'expectedTime'], paging),
  'resolution forgotten': remove(['runbook', 'resolution'], paging),
  'unknown group in the message': set(['message'], '"{{group.nowhere}} is down"'),
  'vendor conditional in the message': set(['message'], '"{{#is_alert}} look at this"'),
  'everybody mentioned': set(['message'], '"@all please look at this now"'),
  'vendor handle in the message': set(['message'], '"Ask @slack-platform for help"'),
  'secret in the message': set(['message'], '"Use token ghp_16C7e42F292c6912E7710c838347Ae178B4a to retry"'),
  'person in the runbook': runbookText('resolution', 'Write to jean.dupont@paraphe.example and wait.'),
  'dashboard is no address': set(['dashboard'], 'grafana board 7'),
  'vague description': set(['description'], 'Error'),
  'endless description': set(
    ['description'],
    `"${'Requests of customers that sign documents are slower than they ought to be '.repeat(3).trim()}"`,
  ),
  'severity in the description': set(['description'], 'P1 signatures are failing'),
  'threshold in the description': set(['description'], 'Requests slower than 800ms'),
  'two alerts of one name': (site) => {
    const alerts = child(site.application, 'alerts');
    if (alerts?.kind !== 'map' || !site.alert.entries.has('description')) return undefined;
    const other = [...alerts.entries.values()]
      .map((entry) => textOf(child(entry.value, 'description')))
      .find((text) => text !== undefined && text !== textOf(child(site.alert, 'description')));
    return other === undefined ? undefined : setField(site.page, site.alert, 'description', JSON.stringify(other));
  },
  'alert copied under another id': (site) => {
    const alerts = child(site.application, 'alerts');
    const entry = alerts?.kind === 'map' ? alerts.entries.get(site.id) : undefined;
    if (!entry) return undefined;
    const { text } = site.page;
    const start = text.lastIndexOf('\n', entry.keyStart) + 1;
    const body = text.slice(start, entry.value.end).trimEnd();
    const copy = body
      .replace(`${site.id}:`, `${site.id}-copy:`)
      .replace(/description: .*/, 'description: Another sight of the same signal');
    return `${text.slice(0, start)}${copy}\n${text.slice(start)}`;
  },
  'reviewed two years ago': set(['reviewed'], '2024-01-15'),
  'reviewed on a day that does not exist': set(['reviewed'], '2026-02-30'),
  'disabled without an end': set(['disabled'], '{ reason: noisy }', paging),
  'disabled long ago': set(['disabled'], '{ reason: noisy, until: 2026-03-01 }', paging),
  'trial that ended': set(['mode'], '{ shadow: 2026-02-01 }', paging),
  'nagging every five minutes': set(['renotify'], '{ every: 5m, max: 10 }', paging),
  'warning wakes people': set(['notify'], '{ warning: on-call }', both(paging, has(['condition', 'warning']))),
  'unknown channel': set(['notify'], '{ critical: { channel: nowhere } }'),
  'on call in staging': set(
    ['overrides'],
    '[{ when: { environment: staging }, set: { notify: { critical: on-call } } }]',
    both(paging, (site) => !has(['overrides'])(site) && !has(['environments'])(site)),
  ),
  'environment misspelt': set(['environments'], '[prodution]'),
  'override for a misspelt environment': set(
    ['overrides'],
    '[{ when: { environment: stagging }, set: { priority: P4 } }]',
    (site) => !has(['overrides'])(site),
  ),
  'hours misspelt': set(['active'], 'busines'),
  'unknown feature covered': set(['covers'], '[teleportation]'),
  'renamed from itself': (site) => setField(site.page, site.alert, 'renamedFrom', `[${site.id}]`),
  'unknown slo': scalar(['source', 'slo'], (text) => misspell(text)),
  'burn windows equal': (site) => {
    const long = textOf(nodeAt(site.alert, ['condition', 'long']));
    const condition = mapAt(site.alert, ['condition']);
    return condition && long ? setField(site.page, condition, 'short', long) : undefined;
  },
  'impossible burn rate': set(['condition', 'burn'], '5000', has(['condition', 'burn'])),
  'unknown connection': scalar(['source', 'rabbitmq', 'queue', 'connection'], (text) => misspell(text)),
  'every queue of the broker': set(
    ['source', 'rabbitmq', 'queue', 'name'],
    '"*"',
    has(['source', 'rabbitmq', 'queue', 'name']),
  ),
  'unknown queue measure': set(
    ['source', 'rabbitmq', 'queue', 'measure'],
    'depth',
    has(['source', 'rabbitmq', 'queue', 'measure']),
  ),
  'cloud metric without delay': remove(['condition', 'delay'], (site) =>
    /aws\./.test(textOf(firstQuery(site.alert)) ?? ''),
  ),
  'unknown composite member': (site) => {
    const members = mapAt(site.alert, ['source', 'datadog', 'composite', 'members']);
    const first = members && [...members.entries.values()][0]?.value;
    return first ? replace(site.page, first, 'no-such-alert') : undefined;
  },
  'suppression of an unknown rule': set(
    ['suppress'],
    '[{ rule: threshold/no-such-rule, reason: we know }]',
    (site) => !has(['suppress'])(site),
  ),
  'suppression that hides nothing': set(
    ['suppress'],
    '[{ rule: name/length, reason: we know, until: 2027-06-30 }]',
    (site) => !has(['suppress'])(site),
  ),
  'suppression without a reason': set(['suppress'], '[{ rule: name/length }]', (site) => !has(['suppress'])(site)),
  'suppression that ended': set(
    ['suppress'],
    '[{ rule: name/length, reason: we know, until: 2026-01-31 }]',
    (site) => !has(['suppress'])(site),
  ),
  'tab in the indentation': (site) => {
    const at = site.page.text.lastIndexOf('\n', site.alert.start) + 1;
    return `${site.page.text.slice(0, at)}\t${site.page.text.slice(at).replace(/^ +/, '')}`;
  },
  'quote never closed': set(['description'], '"Uploads fail'),
  'key given twice': (site) =>
    site.alert.entries.has('description') ? addEntry(site.page, site.alert, 'description: Given twice') : undefined,
  'bidirectional override': set(['description'], '"Uploads \u202e fail"'),
  'list where a text belongs': set(['description'], '[Uploads, fail]'),
};

/** Edits one scalar of a document. */
function field(path: Path, change: (text: string) => string): DocumentEdit {
  return ({ page, document }) => {
    const node = nodeAt(document, path);
    return node?.kind === 'scalar' ? replace(page, node, change(String(node.value))) : undefined;
  };
}

function firstOf(map: YamlNode | undefined): YamlNode | undefined {
  return map?.kind === 'map' ? [...map.entries.values()][0]?.value : map?.kind === 'list' ? map.items[0] : undefined;
}

/** Edits the first scalar below a path whose key is `key`. */
function deepScalar(start: Path, key: string, change: (text: string) => string): DocumentEdit {
  return ({ page, document }) => {
    const root = nodeAt(document, start);
    const found = root && search(root, key);
    return found ? replace(page, found, change(textOf(found) ?? '')) : undefined;
  };
}

function search(node: YamlNode, key: string): YamlNode | undefined {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'list') return node.items.map((item) => search(item, key)).find((found) => found !== undefined);
  const own = node.entries.get(key)?.value;
  if (own?.kind === 'scalar') return own;
  return [...node.entries.values()].map((entry) => search(entry.value, key)).find((found) => found !== undefined);
}

const without =
  (key: string): DocumentEdit =>
  ({ page, document }) =>
    document.entries.has(key) ? removeEntry(page, document, key) : undefined;

const documentEdits: Readonly<Record<string, readonly [string, DocumentEdit]>> = {
  'kind misspelt': ['Application', field(['kind'], () => 'Aplication')],
  'version of the format misspelt': ['Squad', field(['apiVersion'], () => 'alerts/v11')],
  'id in capitals': ['Application', field(['id'], (id) => id.toUpperCase())],
  'application owned by nobody': [
    'Application',
    ({ page, document }) => setField(page, document, 'squad', 'nosuchsquad'),
  ],
  'tier that does not exist': ['Application', ({ page, document }) => setField(page, document, 'tier', '5')],
  'type of application misspelt': ['Application', field(['types', 0], (type) => misspell(type))],
  'template misspelt': ['Application', field(['use', 0, 'template'], (name) => misspell(name))],
  'parameter forgotten': [
    'Application',
    ({ page, document }) => {
      const given = nodeAt(document, ['use', 0, 'with']);
      const key = given?.kind === 'map' ? [...given.entries.keys()][0] : undefined;
      return given?.kind === 'map' && key !== undefined ? renameKey(page, given, key, `${key}Typo`) : undefined;
    },
  ],
  'parameter of the wrong type': [
    'Application',
    ({ page, document }) => {
      const given = nodeAt(document, ['use', 0, 'with']);
      const first = firstOf(given);
      return first ? replace(page, first, '[1, 2]') : undefined;
    },
  ],
  'member misspelt': ['Squad', field(['members', 0], (id) => misspell(id))],
  'lead who is nobody': ['Squad', field(['lead'], (id) => misspell(id))],
  'participant misspelt': [
    'Squad',
    ({ page, document }) => {
      const rotation = firstOf(nodeAt(firstOf(child(document, 'schedules')), ['rotations']));
      const participant = nodeAt(rotation, ['participants', 0]);
      return participant ? replace(page, participant, misspell(textOf(participant) ?? '')) : undefined;
    },
  ],
  'escalation notifies an unknown schedule': ['Squad', deepScalar(['escalations'], 'schedule', misspell)],
  'route to an unknown escalation': ['Squad', deepScalar(['routing'], 'escalation', misspell)],
  'zone misspelt': ['Squad', deepScalar(['schedules'], 'timezone', misspell)],
  'rotation starts on a day that does not exist': [
    'Squad',
    deepScalar(['schedules'], 'start', () => '2026-02-30T09:00'),
  ],
  'turn without unit': ['Squad', deepScalar(['schedules'], 'every', () => '7')],
  'hours of a rotation misspelt': ['Squad', deepScalar(['schedules'], 'hours', () => 'bussiness')],
  'squad without escalations': ['Squad', without('escalations')],
  'squad without routing': ['Squad', without('routing')],
  'squad without schedules': ['Squad', without('schedules')],
  'channel is a person': ['Squad', deepScalar(['channels'], 'slack', () => '"@jean"')],
  'no default channel': [
    'Squad',
    ({ page, document }) => {
      const channels = mapAt(document, ['channels']);
      return channels?.entries.has('default') ? renameKey(page, channels, 'default', 'general') : undefined;
    },
  ],
  'routing without a last catch-all': [
    'Squad',
    ({ page, document }) => {
      const routing = child(document, 'routing');
      const last = routing?.kind === 'list' ? routing.items.at(-1) : undefined;
      return last?.kind === 'map' && !last.entries.has('when')
        ? addEntry(page, last, 'when: { priority: [P1] }')
        : undefined;
    },
  ],
  'catch-all before other routes': [
    'Squad',
    ({ page, document }) => {
      const routing = child(document, 'routing');
      const first = routing?.kind === 'list' ? routing.items[0] : undefined;
      return first?.kind === 'map' && first.entries.has('when') ? removeEntry(page, first, 'when') : undefined;
    },
  ],
  'steps out of order': [
    'Squad',
    ({ page, document }) => {
      const steps = firstOf(child(document, 'escalations'));
      const last = steps?.kind === 'list' && steps.items.length > 2 ? steps.items.at(1) : undefined;
      const after = child(last, 'after');
      return after ? replace(page, after, '90m') : undefined;
    },
  ],
  'person without licence on call': ['Person', without('licence')],
  'address that is none': ['Person', field(['email'], (email) => email.replace('@', ' at '))],
  'exemption of nobody': ['Exemption', field(['owner'], (id) => misspell(id))],
  'exemption that ended': ['Exemption', field(['until'], () => '2026-02-01')],
  'test of an unknown alert': ['AlertTest', field(['alert'], (id) => `${id}-gone`)],
  'test without a quiet case': [
    'AlertTest',
    ({ page, document }) => {
      const cases = child(document, 'cases');
      const second = cases?.kind === 'list' ? cases.items[1] : undefined;
      const start = second && page.text.lastIndexOf('\n', second.start) + 1;
      return start === undefined ? undefined : `${page.text.slice(0, start).trimEnd()}\n`;
    },
  ],
  'downtime without an end': [
    'Downtime',
    ({ page, document }) => {
      const window = mapAt(document, ['window']);
      return window ? setField(page, window, 'for', '9w') : undefined;
    },
  ],
  'slo service misspelt': [
    'SLO',
    ({ page, document }) => {
      const service = nodeAt(document, ['spec', 'service']);
      return service ? replace(page, service, misspell(textOf(service) ?? '')) : undefined;
    },
  ],
  'slo target of one hundred percent': [
    'SLO',
    ({ page, document }) => {
      const target =
        nodeAt(document, ['spec', 'objectives', 0, 'target']) ??
        nodeAt(document, ['spec', 'objectives', 0, 'targetPercent']);
      return target?.kind === 'scalar' ? replace(page, target, Number(target.value) > 1 ? '100' : '1') : undefined;
    },
  ],
  'slo window the vendor lacks': [
    'SLO',
    ({ page, document }) => {
      const window = nodeAt(document, ['spec', 'timeWindow', 0, 'duration']);
      return window ? replace(page, window, '31d') : undefined;
    },
  ],
  'application defined twice': [
    'Application',
    ({ page, document }) => {
      const id = textOf(child(document, 'id'));
      return `${page.text.trimEnd()}\n---\napiVersion: alerts/v1\nkind: Application\nid: ${id}\ntier: 3\n`;
    },
  ],
};
