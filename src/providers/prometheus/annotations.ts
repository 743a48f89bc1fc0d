import { formatDuration } from '../../definitions/values/duration.ts';
import type { RuleSeverity } from './labels.ts';
import type { Scope } from './scope.ts';
import { groupText, instructions, literal, sentence, type Variables } from './texts.ts';

/** What the person who is called reads: a title, what happened, the runbook's three parts, and links. Values are templates. */
export function annotationsOf(scope: Scope, severity: RuleSeverity, variables: Variables): Record<string, string> {
  const { alert } = scope;
  const title = sentence(scope, variables, alert.title, ['description']);
  const runbook = runbookOf(scope, variables);
  const links = alert.links.map(
    ({ title: text, url }, index) => `${sentence(scope, variables, text, ['links', index, 'title'])}: ${literal(url)}`,
  );
  return {
    title: severity === 'no-data' ? `${title} (no data)` : title,
    description: descriptionOf(scope, severity, variables),
    ...(runbook === '' ? {} : { runbook }),
    ...(alert.dashboard === undefined ? {} : { dashboard: literal(alert.dashboard) }),
    ...(links.length === 0 ? {} : { links: links.join('\n') }),
  };
}

function descriptionOf(scope: Scope, severity: RuleSeverity, variables: Variables): string {
  const { alert } = scope;
  const say = (text: string | undefined, field: string): string =>
    text === undefined ? '' : sentence(scope, variables, text, [field]);
  const [message, description, impact] = [
    say(alert.message, 'message'),
    say(alert.description, 'description'),
    say(alert.impact, 'impact'),
  ];
  const where = variables.groups.map((group) => `${group.alias} ${groupText(variables, group)}`).join(', ');
  return [
    severity === 'no-data' ? `No data. ${message || description}` : message || description,
    message && description ? `What: ${description}` : '',
    impact ? `Impact: ${impact}` : '',
    `Alert: ${alert.application}/${alert.id} in ${alert.environment} (${alert.priority})`,
    where ? `Where: ${where}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function runbookOf({ alert: { runbook } }: Scope, variables: Variables): string {
  if (!runbook) return '';
  const steps = runbook.resolution.map((step, index) => `${index + 1}. ${instructions(variables, step)}`);
  return [
    instructions(variables, runbook.trigger),
    ...steps,
    ...(runbook.expectedTime === undefined ? [] : [`Expected time: ${formatDuration(runbook.expectedTime)}`]),
  ].join('\n');
}
