import { UsageError, type Host, type Output } from '../cli/command.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { Plan } from '../graph/plan.ts';
import { resourceTypeOf } from '../providers/resource-type.ts';

const formats = ['text', 'json', 'markdown'] as const;

/** A format that was asked for, and the file it goes to. */
export interface PlanFormat {
  readonly name: (typeof formats)[number];
  readonly file?: string;
}

/**
 * The formats of `--format`; text when there is none.
 * @throws UsageError for one that does not exist
 */
export function planFormats(command: string, values: readonly string[] | undefined): PlanFormat[] {
  return (values?.length ? values : ['text']).map((value) => parseFormat(command, value));
}

function parseFormat(command: string, value: string): PlanFormat {
  const [, name = value, file] = /^([^=]*)=(.+)$/.exec(value) ?? [];
  const known = formats.find((one) => one === name);
  if (known) return { name: known, ...(file === undefined ? {} : { file }) };
  const near = nearestName(name, formats);
  throw new UsageError(
    `"alerts ${command}" has no format "${name}".${near ? ` Did you mean "${near}"?` : ` Formats: ${formats.join(', ')}.`}`,
  );
}

/** A plan in every format that was asked for. */
export async function renderPlan(
  specs: readonly PlanFormat[],
  plan: Plan,
  options: { readonly verbose?: boolean },
  host: Host,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const { name, file } of specs)
    outputs.push({
      target: file === undefined ? 'stdout' : { file },
      text: await render(name, plan, options, host, file !== undefined),
    });
  return outputs;
}

async function render(
  name: PlanFormat['name'],
  plan: Plan,
  options: { readonly verbose?: boolean },
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

function noun(type: string): string {
  return resourceTypeOf(type)?.noun ?? type;
}
