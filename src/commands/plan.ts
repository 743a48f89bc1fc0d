import path from 'node:path';
import { UsageError, type CommandResult, type Host, type Output } from '../cli/command.ts';
import { exitCodes } from '../cli/exit-codes.ts';
import { nearestName } from '../findings/nearest-name.ts';
import { readCommitTree } from '../git/commit-tree.ts';
import { diffGraphs } from '../graph/diff.ts';
import { sideOfDigests, type GraphSide } from '../graph/graph-side.ts';
import type { NodeDigest } from '../graph/digest.ts';
import { filterPlan, isEmptyPlan } from '../graph/plan-of.ts';
import type { Plan } from '../graph/plan.ts';
import { RecordedGraphError } from '../graph/parse-recorded.ts';
import { sideOfRecorded } from '../graph/recorded-side.ts';
import { FileGraphStore } from '../graph/recorded-store.ts';
import { openCommit, passes } from '../pipeline/open.ts';
import { compileNodes } from '../pipeline/resolved-alerts.ts';
import type { Run } from '../pipeline/run.ts';
import { providers } from '../providers/registry.ts';
import { asUsage, filtersOf, open, openOptions, type CommonOptions } from './common.ts';
import { stopOnErrors } from './stop-on-errors.ts';

export interface PlanOptions extends CommonOptions {
  readonly format?: readonly string[];
  readonly against?: string;
  readonly failOnChanges?: boolean;
  readonly verbose?: boolean;
}

/** `alerts plan`: what applying would change, against the recorded graph or another commit; nothing is contacted. */
export async function run(options: PlanOptions, host: Host): Promise<CommandResult> {
  const specs = (options.format?.length ? options.format : ['text']).map(parseFormat);
  const result = await open(options, host, true);
  const stopped = await stopOnErrors('plan', result, host);
  if (stopped) return stopped;
  const { against } = options;
  const recorded =
    against === undefined ? await recordedSide(host) : await sideOfCommit(options, host, against, result);
  const plan = select(
    diffGraphs(recorded, sideOfRun(result), { replacesOn, complete: options.verbose === true }),
    options,
  );
  const outputs: Output[] = [];
  for (const { name, file } of specs)
    outputs.push({
      target: file === undefined ? 'stdout' : { file },
      text: await render(name, plan, options, host, file !== undefined),
    });
  const changes = !isEmptyPlan(plan);
  return { exitCode: changes && options.failOnChanges ? exitCodes.changes.code : 0, outputs };
}

const formats = ['text', 'json', 'markdown'] as const;

function parseFormat(value: string): { name: (typeof formats)[number]; file?: string } {
  const [, name = value, file] = /^([^=]*)=(.+)$/.exec(value) ?? [];
  const known = formats.find((one) => one === name);
  if (known) return { name: known, ...(file === undefined ? {} : { file }) };
  const near = nearestName(name, formats);
  throw new UsageError(
    `"alerts plan" has no format "${name}".${near ? ` Did you mean "${near}"?` : ` Formats: ${formats.join(', ')}.`}`,
  );
}

async function render(
  name: (typeof formats)[number],
  plan: Plan,
  options: PlanOptions,
  host: Host,
  toFile: boolean,
): Promise<string> {
  if (name === 'json') return (await import('../plan/json.ts')).renderPlanJson(plan);
  if (name === 'markdown') return (await import('../plan/markdown.ts')).renderPlanMarkdown(plan, { noun });
  const { renderPlanText } = await import('../plan/text.ts');
  return renderPlanText(plan, {
    color: host.color && !toFile ? 1 : 0,
    ...(toFile ? {} : { width: host.columns }),
    verbose: options.verbose === true,
    noun,
  });
}

function sideOfRun(result: Run): GraphSide {
  const digests = result.analyses.flatMap((analysis) => analysis.nodes ?? []);
  return sideOfDigests(digests, (wanted) => compileNodes(result, applicationsOf(wanted)));
}

function applicationsOf(digests: readonly NodeDigest[]): Set<string> {
  return new Set(digests.map((digest) => digest.application).filter((id) => id !== undefined));
}

async function recordedSide(host: Host): Promise<GraphSide> {
  try {
    return sideOfRecorded(await new FileGraphStore(path.resolve(host.cwd)).read());
  } catch (error) {
    throw error instanceof RecordedGraphError ? new UsageError(error.message) : error;
  }
}

/** The definitions of another commit; its findings do not matter, what compiles there is compared. */
async function sideOfCommit(options: PlanOptions, host: Host, revision: string, near: Run): Promise<GraphSide> {
  const tree = await asUsage(() => readCommitTree(options.dir, host.cwd, revision, near.tree.files));
  return sideOfRun(await openCommit(tree, openOptions(options, host), near));
}

function select(plan: Plan, options: PlanOptions): Plan {
  const filters = filtersOf(options);
  return filterPlan(plan, (operation) => {
    const [environment = '', application, id] = operation.identity.split('#')[0]?.split('/') ?? [];
    return passes(filters, {
      environment,
      squad: operation.squad,
      ...(application === undefined ? {} : { application }),
      ...(id === undefined ? {} : { id }),
    });
  });
}

function resourceType(type: string): { noun: string; replacesOn?: readonly string[] } | undefined {
  return providers.map((provider) => provider.resourceTypes[type]).find((one) => one !== undefined);
}

const noun = (type: string): string => resourceType(type)?.noun ?? type;
const replacesOn = (type: string): readonly string[] => resourceType(type)?.replacesOn ?? [];
