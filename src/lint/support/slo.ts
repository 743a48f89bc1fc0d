import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import type { Seconds } from '../../definitions/values/duration.ts';
import { metricNames } from './queries.ts';

interface SloSpec {
  readonly timeWindow?: readonly { readonly duration?: string }[];
  readonly objectives?: readonly { readonly target?: number; readonly targetPercent?: number }[];
}

/** The spec of an OpenSLO document of kind SLO. */
export function sloSpec(document: Document | undefined): SloSpec | undefined {
  return document?.data['kind'] === 'SLO' ? (document.data['spec'] as SloSpec) : undefined;
}

/** The target of each objective as a share, with its place. */
export function targetsOf(document: Document | undefined): { readonly target: number; readonly path: Path }[] {
  return (sloSpec(document)?.objectives ?? []).flatMap((objective, index) => {
    const path = ['spec', 'objectives', index];
    if (objective.target !== undefined) return [{ target: objective.target, path: [...path, 'target'] }];
    if (objective.targetPercent === undefined) return [];
    return [{ target: objective.targetPercent / 100, path: [...path, 'targetPercent'] }];
  });
}

const seconds: Readonly<Record<string, number>> = {
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  Q: 7_776_000,
  Y: 31_536_000,
};

/** The length of the SLO's period; months count 30 days. */
export function periodOf(document: Document | undefined): Seconds | undefined {
  const match = /^(\d+)([mhdwMQY])$/.exec(sloSpec(document)?.timeWindow?.[0]?.duration ?? '');
  return match ? Number(match[1]) * (seconds[match[2] ?? ''] ?? 0) : undefined;
}

/** Names of all metrics that the SLO's indicator reads. */
export function sloMetrics(document: Document | undefined): Set<string> {
  return new Set(metricNames(JSON.stringify(sloSpec(document) ?? {})));
}
