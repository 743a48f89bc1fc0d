/** The target of an OpenSLO document in percent: its one objective's `targetPercent`, or `target` as a share. */
export function readObjectiveTarget(data: Readonly<Record<string, unknown>>): number | undefined {
  const spec = data['spec'] as { readonly objectives?: readonly Readonly<Record<string, unknown>>[] } | undefined;
  const objective = spec?.objectives?.[0];
  if (typeof objective?.['targetPercent'] === 'number') return objective['targetPercent'];
  const share = objective?.['target'];
  return typeof share === 'number' ? Number((share * 100).toPrecision(12)) : undefined;
}
