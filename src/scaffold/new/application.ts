/** What a new application has to say; what nobody knows yet is left out, and lint asks for it. */
export interface NewApplication {
  readonly id: string;
  /** Written only where no squad.yaml above the file says it. */
  readonly squad?: string;
  readonly tier?: string;
  readonly types: readonly string[];
  readonly features: readonly string[];
}

/** An application without alerts. */
export function applicationText({ id, squad, tier, types, features }: NewApplication): string {
  const list = (key: string, values: readonly string[]): string =>
    values.length === 0 ? '' : `${key}:\n${values.map((one) => `  - ${one}\n`).join('')}`;
  return [
    `apiVersion: alerts/v1\nkind: Application\nid: ${id}\n`,
    squad === undefined ? '' : `squad: ${squad}\n`,
    tier === undefined ? '' : `tier: ${tier}\n`,
    list('types', types),
    list('features', features),
    'alerts: {}\n',
  ].join('');
}
