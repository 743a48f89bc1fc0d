import type { CompileContext, Compiled, CompileProblem, ResolvedSlo } from '../provider.ts';
import { report } from './scope.ts';
import { indicator } from './slo-indicator.ts';
import { at, readObjective, readTimeframe } from './slo-document.ts';
import { tagsOf } from './tags.ts';
import { mentionIn } from './texts.ts';

/** The type of an SLO's resource. */
export const sloType = 'datadog:index/serviceLevelObjective:ServiceLevelObjective';

/** An OpenSLO document as a Datadog SLO. */
export function compileSlo(slo: ResolvedSlo, context: CompileContext): Compiled {
  const problems: CompileProblem[] = [];
  const target = checkedTarget(slo, problems);
  const timeframe = checkedTimeframe(slo, problems);
  const measured = indicator(slo, problems);
  const title = `${slo.application} | ${slo.squad} | ${String(at(slo.data, 'metadata', 'displayName') ?? slo.id)} [${slo.environment}]`;
  checkTexts(slo, title, problems);
  const description = at(slo.data, 'spec', 'description');
  const tags = tagsOf(slo, undefined, context, problems);
  if (target === undefined || timeframe === undefined || measured === undefined) return { resources: [], problems };
  const inputs = {
    name: title,
    ...(typeof description === 'string' ? { description: description.trim() } : {}),
    ...measured,
    thresholds: [{ timeframe, target }],
    timeframe,
    targetThreshold: target,
    tags,
  };
  const derivedFrom = {
    name: ['metadata.displayName', 'metadata.name', 'spec.service'],
    description: ['spec.description'],
    type: ['spec.indicator', 'spec.budgetingMethod'],
    query: ['spec.indicator'],
    sliSpecification: ['spec.indicator', 'spec.objectives'],
    thresholds: ['spec.objectives', 'spec.timeWindow'],
    timeframe: ['spec.timeWindow'],
    targetThreshold: ['spec.objectives'],
    tags: ['spec.service', 'metadata.name'],
  };
  return { resources: [{ type: sloType, title, inputs, derivedFrom: only(derivedFrom, inputs) }], problems };
}

function only<T>(origins: Readonly<Record<string, T>>, inputs: object): Record<string, T> {
  return Object.fromEntries(Object.entries(origins).filter(([input]) => input in inputs));
}

function checkedTarget(slo: ResolvedSlo, problems: CompileProblem[]): number | undefined {
  const path = ['spec', 'objectives'];
  const count = (at(slo.data, 'spec', 'objectives') as unknown[] | undefined)?.length ?? 0;
  const objective = readObjective(slo.data);
  if (count !== 1 || !objective) {
    const message = `A Datadog SLO has one objective with a target; this document has ${count === 1 ? 'none' : count}.`;
    report({ problems }, 'datadog/slo-target', path, message);
    return undefined;
  }
  if (objective.target > 0 && objective.target < 100) return objective.target;
  report(
    { problems },
    'datadog/slo-target',
    [...path, 0, objective.field],
    `The target is ${objective.target}%, but must lie between 0% and 100%: at 100% there is no error budget.`,
  );
  return undefined;
}

function checkedTimeframe(slo: ResolvedSlo, problems: CompileProblem[]): string | undefined {
  const timeframe = readTimeframe(slo.data);
  if (timeframe === undefined)
    report(
      { problems },
      'datadog/slo-window',
      ['spec', 'timeWindow', 0, 'duration'],
      `Datadog knows rolling windows of 7d, 30d and 90d, not ${String(at(slo.data, 'spec', 'timeWindow', 0, 'duration') ?? 'none')}.`,
    );
  return timeframe;
}

function checkTexts(slo: ResolvedSlo, title: string, problems: CompileProblem[]): void {
  if (title.length > 255)
    report(
      { problems },
      'datadog/name-length',
      ['metadata', 'displayName'],
      `The name has ${title.length} characters; 255 at most.`,
    );
  const mention = mentionIn(String(at(slo.data, 'spec', 'description') ?? ''));
  if (mention !== undefined)
    report(
      { problems },
      'datadog/text-mention',
      ['spec', 'description'],
      `The description says "${mention}", which looks like a recipient.`,
    );
}
