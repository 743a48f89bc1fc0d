import path from 'node:path';
import { UsageError, type CommandResult, type Host } from '../cli/command.ts';
import { counted } from '../findings/counted.ts';
import { leadsOut } from '../definitions/load/real-path.ts';
import { GraphError } from '../graph/check-graph.ts';
import type { ResourceGraph } from '../graph/types.ts';
import { compileNodes, graphOf } from '../pipeline/resolved-alerts.ts';
import type { Run } from '../pipeline/run.ts';
import type { Manifest } from '../program/index.ts';
import { providers } from '../providers/registry.ts';
import { isDelivered, resourceTypeOf } from '../providers/resource-type.ts';
import { toolVersion } from '../version.ts';
import { filtersOf, open, type CommonOptions } from './common.ts';
import { stopOnErrors } from './stop-on-errors.ts';
import { jsonText } from '../findings/printable.ts';

export interface CompileOptions extends CommonOptions {
  readonly output?: string;
  readonly language?: 'typescript' | 'yaml';
  readonly format?: readonly string[];
}

/** `alerts compile -o DIR`: one Pulumi project per unit, and the files of vendors that take files; with `--format json` the resource graph itself. */
export async function run(options: CompileOptions, host: Host): Promise<CommandResult> {
  const [format] = options.format ?? [];
  if (format !== undefined && format !== 'json') throw new UsageError(`"alerts compile" prints json, not "${format}".`);
  if (format === undefined && options.output === undefined)
    throw new UsageError(
      'Say where the programs go: "alerts compile -o DIR". Or print the graph: "alerts compile --format json".',
    );
  const result = await open(options, host);
  const stopped = await stopOnErrors('compile', result, host);
  if (stopped) return stopped;
  const graph = selectUnits(graphOf(result, compileNodes(result)), options);
  if (format === 'json') return { exitCode: 0, outputs: [{ target: 'stdout', text: jsonText(graph) }] };
  return write(graph, options, host, result);
}

function selectUnits(graph: ResourceGraph, options: CompileOptions): ResourceGraph {
  const { env, squad, app, alert } = filtersOf(options);
  if (app.length + alert.length > 0)
    throw new UsageError('A program is written for whole units: use --env and --squad, not --app or --alert.');
  const wanted = (value: string | undefined, names: readonly string[]): boolean =>
    names.length === 0 || (value !== undefined && names.includes(value));
  const units = graph.units.filter((unit) => wanted(unit.environment ?? unit.name, env) && wanted(unit.squad, squad));
  return { ...graph, units };
}

async function write(all: ResourceGraph, options: CompileOptions, host: Host, result: Run): Promise<CommandResult> {
  const { compilePrograms, ProgramError, readManifest, writeTree } = await import('../program/index.ts');
  const target = options.output ?? '';
  if (leadsOut(host.cwd, path.resolve(host.cwd, target)))
    throw new UsageError(`${target} leads out of ${host.cwd} through a link; nothing is written there.`);
  const graph = programmable(all);
  try {
    const programs = await compilePrograms(graph, options.language ?? 'typescript', {
      sdk: (type) => resourceTypeOf(type)?.sdk,
      tool: toolVersion,
    });
    const files = new Map([...programs, ...deliveredFiles(all)]);
    refuseForeignUnits(await readManifest(path.resolve(host.cwd, target)), target, all, options);
    const written = await writeTree(path.resolve(host.cwd, target), files);
    const nodes = graph.units.reduce((sum, unit) => sum + unit.nodes.length, 0);
    const rules =
      files.size === programs.size
        ? ''
        : `, ${counted(deliveredNodes(all), 'rule')} in ${counted(files.size - programs.size, 'file')}`;
    const removed = written.removed.length > 0 ? `, ${counted(written.removed.length, 'stale file')} removed` : '';
    return {
      exitCode: 0,
      outputs: [
        {
          target: 'stderr',
          text: `${counted(nodes, 'resource')} of ${counted(result.summary.alerts, 'alert')} in ${counted(graph.units.length, 'project')}${rules} below ${target}${removed}.\n`,
        },
      ],
    };
  } catch (error) {
    if (error instanceof ProgramError || error instanceof GraphError) throw new UsageError(error.message);
    throw error;
  }
}

/** A graph without what no plugin knows: what `alerts apply` asks an API for, and what is delivered as files. */
function programmable(graph: ResourceGraph): ResourceGraph {
  const units = graph.units.map((unit) => ({
    ...unit,
    nodes: unit.nodes.filter(({ type }) => resourceTypeOf(type)?.byApi !== true && !isDelivered(type)),
  }));
  return { ...graph, units: units.filter(({ nodes }, index) => nodes.length > 0 || !graph.units[index]?.nodes.length) };
}

function deliveredNodes({ units }: ResourceGraph): number {
  return units.reduce((sum, { nodes }) => sum + nodes.filter(({ type }) => isDelivered(type)).length, 0);
}

function deliveredFiles({ units }: ResourceGraph): [string, string][] {
  return units.flatMap((unit) => providers.flatMap((provider) => [...(provider.files?.(unit) ?? [])]));
}

/** A filtered run must not take the folder's other units for stale. */
function refuseForeignUnits(
  manifest: Manifest | undefined,
  target: string,
  graph: ResourceGraph,
  options: CompileOptions,
): void {
  const { env, squad } = filtersOf(options);
  if (env.length + squad.length === 0) return;
  const mine = new Set(graph.units.map((unit) => unit.name));
  const others = [...new Set(Object.keys(manifest?.files ?? {}).map(unitOf))].filter((unit) => !mine.has(unit));
  if (others.length > 0)
    throw new UsageError(
      `${target} holds other units too (${others.slice(0, 3).join(', ')}…); a filtered run would remove them. Use another folder, or no filter.`,
    );
}

/** A program is a folder named like its unit; a file of a vendor's own is named like it. */
function unitOf(file: string): string {
  const [folder = '', name = ''] = file.split('/');
  return providers.some((provider) => provider.files !== undefined && provider.name === folder)
    ? name.replace(/(?:\.[a-z]+){2}$/, '')
    : folder;
}
