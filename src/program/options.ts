import { sha256 } from '../graph/canonical.ts';
import type { ResourceNode } from '../graph/types.ts';

/** A Pulumi project: path within the project, with `/`, to content. */
export type ProgramFiles = ReadonlyMap<string, string>;

/** npm package and class of a resource type; a class below a module is `module.Class`. */
export interface SdkClass {
  readonly package: string;
  readonly class: string;
}

/** What a resource is written with: a class of an npm package, or the type's token and the plugin's version where there is no package. */
export type Sdk = SdkClass | { readonly plugin: string; readonly version: string };

/** What programs depend on besides the graph. */
export interface ProgramOptions {
  /** What a Pulumi type token is written with: `ResourceType.sdk` of the provider that emits it. */
  readonly sdk: (type: string) => Sdk | undefined;
  /** Version of alerts, named in the first line of each file. */
  readonly tool: string;
  /** Exact versions of the npm packages that programs use. Default: {@link pinnedVersions}. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** Versions that programs are tested with; `@pulumi/pulumi` 3.248 is the last for Node 20 (its change log, 3.249.0). */
export const pinnedVersions: Readonly<Record<string, string>> = {
  '@pulumi/datadog': '5.11.0',
  '@pulumi/pagerduty': '3.4.0',
  '@pulumi/pulumi': '3.248.0',
  '@types/node': '20.19.43',
  typescript: '5.9.3',
};

/** A graph that cannot be written as a program. */
export class ProgramError extends Error {
  /** The node to blame, when it is one. */
  readonly identity: string | undefined;

  constructor(message: string, identity?: string) {
    super(message);
    this.name = 'ProgramError';
    this.identity = identity;
  }
}

/**
 * A valid name of a Pulumi project: at most 100 of `A-Za-z0-9_.-` (pulumi/pulumi, sdk/go/common/workspace/project.go). Names that have to be
 * altered end with a part of their hash. Units of a project share it and are told apart by their stacks, as `alerts apply` has it: the plain CLI can
 * take over a state with `--stack <unit>`.
 */
export function projectName(project: string): string {
  if (/^[A-Za-z0-9_.-]{1,100}$/.test(project)) return project;
  return `${project.replace(/[^A-Za-z0-9_.-]/g, '-').slice(0, 87)}-${sha256(project).slice(0, 12)}`;
}

/**
 * What a node is written with.
 * @throws ProgramError when no SDK has one
 */
export function sdkOf(node: { readonly identity: string; readonly type: string }, options: ProgramOptions): Sdk {
  const sdk = options.sdk(node.type);
  if (sdk) return sdk;
  throw new ProgramError(`${node.identity} is a ${node.type}, for which there is no Pulumi package.`, node.identity);
}

/**
 * The exact version of an npm package.
 * @throws ProgramError when none is pinned
 */
export function versionOf(name: string, options: ProgramOptions): string {
  const version = (options.versions ?? pinnedVersions)[name];
  if (version !== undefined) return version;
  throw new ProgramError(`No version of the package ${name} is pinned.`);
}

/** The npm packages besides the engine's own that nodes need. */
export function packagesOf(nodes: readonly ResourceNode[], options: ProgramOptions): string[] {
  const packages = nodes.map((node) => sdkOf(node, options)).map((sdk) => ('package' in sdk ? sdk.package : undefined));
  return [...new Set(packages.filter((name) => name !== undefined))].sort();
}

/**
 * The version of the plugin that a node needs; a package has its plugin's.
 * @throws ProgramError when none is pinned
 */
export function pluginVersionOf(node: ResourceNode, options: ProgramOptions): string {
  const sdk = sdkOf(node, options);
  return 'package' in sdk ? versionOf(sdk.package, options) : sdk.version;
}

/** The name under which an id of another unit is read from the stack's configuration. */
export function configKey(logicalName: string, output: string): string {
  return `${logicalName}_${output}`;
}
