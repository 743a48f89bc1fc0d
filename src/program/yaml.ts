import { defineScalarTag, dump, DUMP_SCHEMA, NOT_RESOLVED } from 'js-yaml';
import { compareText } from '../findings/finding.ts';
import { logicalName } from '../graph/logical-name.ts';
import { referencesOf } from '../graph/references.ts';
import type { Reference, ResourceGraph, ResourceNode, Unit } from '../graph/types.ts';
import { configKey, pluginVersionOf, projectName, type ProgramFiles, type ProgramOptions } from './options.ts';
import { resourceOptionsOf } from './typescript-source.ts';
import { yamlProperties, yamlValue } from './yaml-values.ts';

/**
 * Text that some reader takes for a number, so that it is quoted. Pulumi's reader drops every `_` before it looks (gopkg.in/yaml.v3
 * resolve.go), so `1_0e3` is 10000 to it; js-yaml knows such only without an exponent.
 */
const numberLike = defineScalarTag('tag:yaml.org,2002:number-like', {
  implicit: true,
  implicitFirstChars: [...'-+._0123456789'],
  resolve: (text) =>
    /^[-+]?(?:0[bBoOxX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/.test(text.replaceAll('_', ''))
      ? text
      : NOT_RESOLVED,
  identify: () => false,
});

const cautious = DUMP_SCHEMA.withTags(numberLike);

/**
 * A unit as a Pulumi YAML program that registers the same resources: one `Pulumi.yaml`. Equal units give equal bytes. Nodes stand in the
 * order of their identities; the engine finds the order of creation.
 * @throws ProgramError for keys that Pulumi YAML would call as functions, or types without a Pulumi package
 */
export function yamlProgram(unit: Unit, project: ResourceGraph['project'], options: ProgramOptions): ProgramFiles {
  const sorted = [...unit.nodes].sort((a, b) => compareText(a.identity, b.identity));
  const known = new Set(unit.nodes.map((node) => node.identity));
  const foreign = unit.nodes.flatMap((node) => referencesOf(node)).filter(({ $ref }) => !known.has($ref));
  const keys = [...new Set(foreign.map(foreignKey))].sort();
  const program = {
    name: projectName(project.id),
    description: `Alerts of the unit ${unit.name}; its stack has that name`,
    runtime: 'yaml',
    ...(keys.length > 0 ? { config: Object.fromEntries(keys.map((key) => [key, { type: 'string' }])) } : {}),
    resources: Object.fromEntries(sorted.map((node) => [logicalName(node.identity), resourceOf(node, known, options)])),
  };
  const header = `# Compiled by alerts ${options.tool}. Do not edit: change the definitions and compile again.\n`;
  return new Map([['Pulumi.yaml', header + dump(program, { schema: cautious, lineWidth: -1, noRefs: true })]]);
}

function resourceOf(node: ResourceNode, known: ReadonlySet<string>, options: ProgramOptions): unknown {
  const reference = (target: Reference): string =>
    known.has(target.$ref)
      ? `\${${[logicalName(target.$ref), target.output].filter((part) => part !== '').join('.')}}`
      : `\${${foreignKey(target)}}`;
  return {
    type: node.type,
    properties: yamlProperties(node.inputs, { identity: node.identity, reference }),
    // As the SDK's classes do: without it the newest plugin that is installed would be taken.
    options: {
      version: pluginVersionOf(node, options),
      ...(yamlValue(resourceOptionsOf(node), { identity: node.identity, reference }) as object),
    },
  };
}

function foreignKey({ $ref, output }: Reference): string {
  return configKey(logicalName($ref), output);
}
