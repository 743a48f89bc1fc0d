import type { CommandResult, Host } from '../cli/command.ts';
import { Journals } from '../engine/journal/journal.ts';
import { jsonText } from '../findings/printable.ts';
import type { UnitPlan } from '../graph/plan.ts';
import { summarise } from '../graph/plan-of.ts';
import type { RecordedHeader } from '../graph/recorded-graph.ts';
import type { Run } from '../pipeline/run.ts';
import { sideOfRecorded } from '../graph/recorded-side.ts';
import { summaryWords } from '../plan/words.ts';
import { open, type CommonOptions } from './common.ts';
import { unitSelection } from './unit-selection.ts';
import { planFormats } from './plan-output.ts';
import { offlinePlan } from './plan-sides.ts';
import { readRecorded, storeBesideState } from './recorded.ts';

export interface StatusOptions extends CommonOptions {
  readonly format?: readonly string[];
  /** Whether to show what vendors gave applied objects, secrets in clear. */
  readonly outputs?: boolean;
}

/** What is known of one unit without asking anybody. */
interface UnitStatus {
  readonly unit: string;
  readonly appliedAt?: string;
  readonly commit?: string;
  readonly objects: number;
  /** What the definitions would change, in words. */
  readonly pending: string;
  /** Intents of an interrupted run: the next apply looks after them. */
  readonly open: number;
}

/** `alerts status`: what was applied when, what waits, and what was interrupted; asks nobody but where the state lives. */
export async function run(options: StatusOptions, host: Host): Promise<CommandResult> {
  const [format] = planFormats('status', options.format);
  const result = await open(options, host, true);
  const files = await readRecorded(result, host);
  const plan = offlinePlan(sideOfRecorded(files), result);
  const headers = new Map(files.map(({ header }) => [header.unit, header]));
  const journals = await Journals.open(await storeBesideState(result, host));
  const includes = unitSelection(options, plan);
  const units: UnitStatus[] = [];
  for (const unit of plan.units.filter(({ unit }) => includes(unit)))
    units.push(statusOf(unit, headers.get(unit.unit), (await journals.read(unit.unit)).length));
  const json = format?.name === 'json';
  if (options.outputs) {
    const { explainLive } = await import('./live-errors.ts');
    return explainLive(host, () => withOutputs(units, includes, result, json, host));
  }
  const text = json ? jsonText({ version: 1, units }) : table(units);
  return { exitCode: 0, outputs: [{ target: 'stdout', text }] };
}

/** The engine decrypts the state; no vendor is asked. */
async function withOutputs(
  units: readonly UnitStatus[],
  includes: (unit: string) => boolean,
  result: Run,
  json: boolean,
  host: Host,
): Promise<CommandResult> {
  const [{ objectOutputs }, { openSession }] = await Promise.all([
    import('../engine/live-outputs.ts'),
    import('./live-session.ts'),
  ]);
  const session = await openSession(result, {}, host);
  try {
    const outputs = await objectOutputs(session, includes);
    const rows = outputs.map(({ identity, output, value }) => [identity, output, value]);
    const text = rows.length > 0 ? aligned([['Object', 'Output', 'Value'], ...rows]) : 'No object has outputs.\n';
    return {
      exitCode: 0,
      outputs: [{ target: 'stdout', text: json ? jsonText({ version: 1, units, outputs }) : text }],
    };
  } finally {
    await session.close();
  }
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

function statusOf({ unit, operations }: UnitPlan, header: RecordedHeader | undefined, open: number): UnitStatus {
  const summary = summarise(operations);
  const existing = operations.length - summary.create;
  return {
    unit,
    ...(header?.appliedAt === undefined ? {} : { appliedAt: header.appliedAt }),
    ...(header?.commit === undefined ? {} : { commit: header.commit }),
    objects: existing,
    pending: summaryWords({ ...summary, same: 0 }),
    open,
  };
}

function table(units: readonly UnitStatus[]): string {
  if (units.length === 0) return 'There is nothing to apply.\n';
  const rows = units.map(({ unit, appliedAt, commit, objects, pending, open }) => [
    unit,
    appliedAt === undefined ? 'never applied' : `${appliedAt.slice(0, 16).replace('T', ' ')}Z`,
    commit?.slice(0, 9) ?? '',
    `${objects}`,
    `${pending}${open > 0 ? `; interrupted with ${open} open` : ''}`,
  ]);
  const all = [['Unit', 'Applied', 'Commit', 'Objects', 'Pending'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 3 ? cell.padStart(widths[3] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}
