import type { Path } from '../../definitions/source/node.ts';
import type { Group, MeasurementCondition, ResolvedAlert } from '../../definitions/types.ts';
import { report, type Scope } from './scope.ts';

/** Text that is shown as it is: braces begin nothing. https://prometheus.io/docs/prometheus/latest/configuration/template_reference/ */
export function literal(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

/** What a rule's texts may refer to, as templates of Go. */
export interface Variables {
  readonly value: string;
  readonly threshold?: string;
  readonly warnThreshold?: string;
  readonly groups: readonly Group[];
  /** Whether the rule returns the series that are measured; one on missing data returns none of their labels. */
  readonly measured: boolean;
}

/** The variables of an alert's rules. */
export function variablesOf(alert: ResolvedAlert, condition: MeasurementCondition, measured: boolean): Variables {
  const { unit } = alert.source;
  const { critical, warning } = condition;
  return {
    value: measured ? shownValue(unit) : 'no data',
    ...(critical === undefined ? {} : { threshold: shownNumber(critical, unit) }),
    ...(warning === undefined ? {} : { warnThreshold: shownNumber(warning, unit) }),
    groups: alert.groups?.by ?? [],
    measured,
  };
}

/** A value of a few digits, in its unit where a function of Prometheus shows one. */
function shownValue(unit: string | undefined): string {
  if (unit === 'ratio') return '{{ $value | humanizePercentage }}';
  if (unit === 's') return '{{ $value | humanizeDuration }}';
  if (unit === 'bytes') return '{{ $value | humanize1024 }}B';
  const suffix = unit === 'percent' ? '%' : unit === 'ms' ? 'ms' : '';
  return `{{ $value | printf "%.4g" }}${suffix}`;
}

function shownNumber(value: number, unit: string | undefined): string {
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(4))}%`;
  const suffix = unit === 'percent' ? '%' : unit === 's' || unit === 'ms' ? unit : '';
  return `${value}${suffix}`;
}

/** A text of which people read every word: only known variables may stand in it. */
export function sentence(scope: Scope, variables: Variables, text: string, path: Path): string {
  return filled(text.trim(), (name) => {
    const known = translated(variables, name);
    if (known === undefined)
      report(
        scope,
        'prometheus/template-variable',
        path,
        `There is no variable {{${name}}} here. Known: ${namesOf(variables)}.`,
      );
    return known;
  });
}

/** Steps of a runbook: commands may have braces of their own (`--format '{{.Names}}'`), which are shown as they are. */
export function instructions(variables: Variables, text: string): string {
  return filled(text.trim(), (name) => translated(variables, name));
}

/** Fills variables; whatever else stands in braces is shown as it is. */
function filled(text: string, fill: (name: string) => string | undefined): string {
  let at = 0;
  let result = '';
  for (const match of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)) {
    const [whole, name = ''] = match;
    result += literal(text.slice(at, match.index)) + (fill(name) ?? literal(whole));
    at = match.index + whole.length;
  }
  return result + literal(text.slice(at));
}

function translated(variables: Variables, name: string): string | undefined {
  const { value, threshold, warnThreshold, groups } = variables;
  if (name === 'value') return value;
  if (name === 'threshold') return threshold;
  if (name === 'warn_threshold') return warnThreshold;
  const group = groups.find(({ alias }) => name === `group.${alias}`);
  return group && groupText(variables, group);
}

/** The value of a group; when all are missing there is none. */
export function groupText({ measured }: Pick<Variables, 'measured'>, { facet }: Group): string {
  return measured ? `{{ $labels.${facet} }}` : 'all';
}

function namesOf({ threshold, warnThreshold, groups }: Variables): string {
  return [
    'value',
    ...(threshold === undefined ? [] : ['threshold']),
    ...(warnThreshold === undefined ? [] : ['warn_threshold']),
    ...groups.map(({ alias }) => `group.${alias}`),
  ].join(', ');
}
