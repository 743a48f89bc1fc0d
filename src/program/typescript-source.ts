import { printableLine } from '../findings/printable.ts';
import { effectiveOptions } from '../graph/digest.ts';
import { logicalName } from '../graph/logical-name.ts';
import { isJoin, isReference } from '../graph/references.ts';
import type { Reference, ResourceNode, Value } from '../graph/types.ts';
import type { Layout, SourceFile } from './layout.ts';
import { expression, stringLiteral } from './literals.ts';
import { configKey, packagesOf, sdkOf, type ProgramOptions } from './options.ts';

/** The name under which an SDK package is imported: `datadog` for `@pulumi/datadog`. */
export function sdkModule(name: string): string {
  return name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase());
}

/** The code of one file, before it is formatted. */
export function sourceOf(file: SourceFile, layout: Layout, options: ProgramOptions): string {
  const packages = new Map(packagesOf(file.nodes, options).map((name) => [sdkModule(name), name] as const));
  const used = { modules: new Set<string>(), config: false };
  const reference = (target: Reference): string => writeReference(target, file.path, layout, used);
  const statements = file.nodes.map((node) => statementOf(node, layout, reference, options));
  const byToken = file.nodes.some((node) => 'plugin' in sdkOf(node, options));
  const needsPulumi = used.config || byToken || file.nodes.some((node) => hasJoin(node.inputs));
  const base = file.path.includes('/') ? '../' : './';
  const imports = [
    ...[...packages].sort().map(([module, name]) => `import * as ${module} from ${stringLiteral(name)};`),
    ...(needsPulumi ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    ...[...used.modules]
      .sort()
      .map((path) => `import * as ${layout.moduleOf.get(path)} from ${stringLiteral(base + path)};`),
  ];
  const resource = byToken
    ? ['// Registered by type: there is no npm package to rely on.\nclass Resource extends pulumi.CustomResource {}']
    : [];
  const config = used.config ? ['// Ids of objects of other units.\nconst config = new pulumi.Config();'] : [];
  return `${imports.join('\n')}\n\n${[...resource, ...config, ...statements].join('\n\n')}\n`;
}

function writeReference(
  target: Reference,
  path: string,
  layout: Layout,
  used: { readonly modules: Set<string>; config: boolean },
): string {
  const home = layout.fileOf.get(target.$ref);
  const constant = layout.constantOf.get(target.$ref);
  if (home === undefined || constant === undefined) {
    used.config = true;
    return `config.require(${stringLiteral(configKey(logicalName(target.$ref), target.output))})`;
  }
  if (home !== path) used.modules.add(home);
  const resource = `${home === path ? '' : `${layout.moduleOf.get(home)}.`}${constant}`;
  return target.output === '' ? resource : `${resource}.${target.output}`;
}

function statementOf(
  node: ResourceNode,
  layout: Layout,
  reference: (target: Reference) => string,
  options: ProgramOptions,
): string {
  const sdk = sdkOf(node, options);
  const isClass = 'package' in sdk;
  const parts = [stringLiteral(logicalName(node.identity)), expression(node.inputs, reference)];
  const resourceOptions = { ...(isClass ? {} : { version: sdk.version }), ...resourceOptionsOf(node) };
  if (Object.keys(resourceOptions).length > 0) parts.push(expression(resourceOptions, reference));
  const file = node.source.replace(/:\d+$/, '');
  const constructed = isClass ? `${sdkModule(sdk.package)}.${sdk.class}(` : `Resource(${stringLiteral(node.type)}, `;
  return (
    `// ${printableLine(`${node.identity}, from ${file}`)}\n` +
    `export const ${layout.constantOf.get(node.identity)} = new ${constructed}${parts.join(', ')});`
  );
}

/** Options in the words of both languages. An alias keeps type, stack and project; a reference without output is the resource itself. */
export function resourceOptionsOf(node: ResourceNode): { [key: string]: Value } {
  const aliases = node.aliases.map((identity) => ({ name: logicalName(identity) }));
  const { dependsOn, ...options } = effectiveOptions(node.options);
  return {
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(options as { readonly [key: string]: Value }),
    ...(dependsOn ? { dependsOn: dependsOn.map(($ref) => ({ $ref, output: '' })) } : {}),
  };
}

function hasJoin(value: Value): boolean {
  if (typeof value !== 'object' || value === null || isReference(value)) return false;
  if (isJoin(value)) return value.$join.some((part) => typeof part !== 'string');
  return Object.values(value).some((member) => hasJoin(member as Value));
}
