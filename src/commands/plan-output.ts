import type { Host, Output } from '../cli/command.ts';
import type { Plan } from '../graph/plan.ts';
import { resourceTypeOf } from '../providers/resource-type.ts';
import { namedFormats, type NamedFormat } from './named-formats.ts';

const formats = ['text', 'json', 'markdown'] as const;

/** A format of plans and of routes. */
export type PlanFormat = NamedFormat<(typeof formats)[number]>;

/** See {@link namedFormats}. */
export function planFormats(command: string, values?: readonly string[]): PlanFormat[] {
  return namedFormats(command, formats, values);
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
