import { defineScalarTag, dump, DUMP_SCHEMA, NOT_RESOLVED } from 'js-yaml';
import type { ResourceNode, Unit } from '../../graph/types.ts';
import { ruleType } from './resource-types.ts';

/** Text that a YAML reader of Go might take for a number, quoted: `1_0e3` is one to it. */
const numberLike = defineScalarTag('tag:yaml.org,2002:number-like', {
  implicit: true,
  implicitFirstChars: [...'-+._0123456789'],
  resolve: (text) => (/^[-+.\d_][\w.+-]*$/.test(text) ? text : NOT_RESOLVED),
  identify: () => false,
});

/**
 * The rule file of a unit: a group per application, whose rules stand in the order of their identities. Equal units give equal bytes.
 * https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#configuring-rules
 */
export function ruleFiles(unit: Unit): ReadonlyMap<string, string> {
  const rules = unit.nodes.filter(({ type }) => type === ruleType);
  if (rules.length === 0) return new Map();
  const names = [...new Set(rules.map(groupName))].sort();
  const groups = names.map((name) => ({
    name,
    rules: rules
      .filter((node) => groupName(node) === name)
      .sort(byIdentity)
      .map(({ inputs }) => inputs),
  }));
  const header = `# Alerting rules of the unit ${unit.name}, compiled by alerts. Do not edit: change the definitions and compile again.\n`;
  const text = dump({ groups }, { schema: DUMP_SCHEMA.withTags(numberLike), lineWidth: -1, noRefs: true });
  return new Map([[`prometheus/${unit.name}.rules.yaml`, header + text]]);
}

/** Names of groups are unique in a file, and in a namespace of Mimir, which may hold several files. */
function groupName({ environment, application }: ResourceNode): string {
  return `${environment ?? ''}.${application ?? ''}`;
}

function byIdentity(a: ResourceNode, b: ResourceNode): number {
  return a.identity < b.identity ? -1 : 1;
}
