import { interpolate } from '../definitions/values/interpolate.ts';
import type { ApplicationType, Category, Priority, ResolvedAlert } from '../definitions/types.ts';
import { nearestNode, type Path } from '../definitions/source/node.ts';
import type { Gap } from './check.ts';
import { shellWord } from './next-step.ts';
import { listIn, ofCategory, placeIn, placeOf, type ReadinessView } from './view.ts';

/** Applicable to applications of any of these types. */
export function forTypes(view: ReadinessView, ...types: readonly ApplicationType[]): true | string {
  return types.some((type) => view.types.includes(type)) || `it is no ${types.join(', no ')}`;
}

/** Applicable to applications of these tiers; one without a tier counts as the most critical. */
export function forTiers(view: ReadinessView, ...tiers: readonly number[]): true | string {
  return tiers.includes(view.tier ?? 1) || `it is of tier ${view.tier}`;
}

/** Applicable when all of these are; the first reason against it counts. */
export function allOf(...answers: readonly (true | string)[]): true | string {
  return answers.find((answer) => answer !== true) ?? true;
}

/** Applicable when the application lists something in a field. */
export function withField(view: ReadinessView, field: string): true | string {
  return listIn(view, field).length > 0 || `it declares no ${field}`;
}

/** Applicable when any of its alerts pages. */
export function withPages(view: ReadinessView): true | string {
  return view.alerts.some(({ pages }) => pages) || 'none of its alerts pages';
}

/** Applicable when it has alerts of a category. */
export function withCategory(view: ReadinessView, ...categories: readonly Category[]): true | string {
  return ofCategory(view, ...categories).length > 0 || `it has no alert of category ${categories.join(' or ')}`;
}

/** One gap per alert, at a field of it. */
export function gapIn(
  view: ReadinessView,
  alert: ResolvedAlert,
  path: Path,
  message: string,
  more: Pick<Gap, 'help' | 'command'> = {},
): Gap {
  return { message, at: placeOf(alert, path), subject: `${view.id}/${alert.id}`, ...more };
}

/** A gap of the whole application that a new alert of a category closes. */
export function missingAlert(
  view: ReadinessView,
  {
    id,
    category,
    at,
    message,
    help,
    covers,
  }: { id: string; category: Category; at: Path; message: string; help?: string; covers?: string },
): Gap {
  return {
    message,
    at: placeIn(view, at),
    ...(help === undefined ? {} : { help }),
    command: newAlert(view, id, category, covers === undefined ? {} : { covers }),
  };
}

/** The command that scaffolds an alert; its id is made legal, and one that no other alert of the application has. */
export function newAlert(
  view: ReadinessView,
  id: string,
  category: Category,
  known: { readonly covers?: string; readonly priority?: Priority; readonly source?: string } = {},
): string {
  const options = Object.entries({ category, ...known }).map(([name, value]) => `--${name} ${shellWord(value)}`);
  return ['alerts new alert', `${view.id}/${freeId(view, legalId(id) || category)}`, ...options].join(' ');
}

/** Leaves room for a number. */
const mostCharacters = 60;

function legalId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, mostCharacters)
    .replace(/^-+|-+$/g, '');
}

function freeId(view: ReadinessView, id: string, number = 1): string {
  const wanted = number === 1 ? id : `${id}-${number}`;
  const written = view.document.data['alerts'] ?? {};
  const isTaken = wanted in (written as object) || view.alerts.some((alert) => alert.id === wanted);
  return isTaken ? freeId(view, id, number + 1) : wanted;
}

/** Alerts that say that they cover something, or whose source names it. */
export function watching(view: ReadinessView, name: string): ResolvedAlert[] {
  const wanted = name.toLowerCase();
  return view.alerts.filter(
    ({ covers, source, description }) =>
      covers.includes(name) ||
      JSON.stringify(source.fields).toLowerCase().includes(wanted) ||
      description.toLowerCase().includes(wanted),
  );
}

/** A text of the application with the variables of the environment that is judged. */
export function filled(view: ReadinessView, text: string): string {
  const environment = view.alerts[0]?.environment ?? '';
  const environments = (view.project.data['environments'] ?? {}) as Readonly<
    Record<string, { readonly vars?: Readonly<Record<string, string>> } | null>
  >;
  return String(interpolate(text, new Map(Object.entries(environments[environment]?.vars ?? {}))).value);
}

/** Everything that an alert says in prose, for checks that look for a word. */
export function proseOf({ id, description, message, runbook, source }: ResolvedAlert): string {
  return [
    id,
    description,
    message,
    runbook?.trigger,
    ...(runbook?.resolution ?? []),
    JSON.stringify(source.fields),
  ].join('\n');
}

/** A gap of the squad's document; it reads the same for each of its applications and is reported once. */
export function gapInSquad(view: ReadinessView, path: Path, message: string, help: string): Gap {
  return { message, at: nearestNode(view.squad.root, path), subject: `squad ${view.squad.id}`, help };
}
