import { localText } from '../../oncall/routing/local-text.ts';
import type { RouteAnswer } from '../../oncall/routing/route-alert.ts';
import { htmlText, inlineCode, tableCode } from '../../plan/markdown-escape.ts';
import { minuteText, peopleText, waysTexts } from './words.ts';

/** One answer as Markdown, safe for what anybody wrote in the definitions. */
export function routeMarkdown(answer: RouteAnswer): string {
  const { identity, at, zone, title, priority, notes, steps, policies, routing, unreached } = answer;
  return [
    `### ${inlineCode(identity)} ${priority}`,
    '',
    `${inlineCode(title)}, opens ${localText(zone, at)} in ${zone}`,
    '',
    ...(unreached ? [`**Nobody is called**: ${htmlText(unreached.reason)}`, ''] : []),
    ...notes.flatMap((note) => [`- ${htmlText(note)}`]),
    ...(notes.length > 0 ? [''] : []),
    ...(steps.length > 0 ? ['| when | who | how | why |', '| --- | --- | --- | --- |'] : []),
    ...steps.map(
      (step) =>
        `| ${minuteText(step.minute)} | ${tableCode(peopleText(step))} | ${waysTexts(step).map(htmlText).join('<br>')} | ${htmlText(`${step.rule}: ${step.reason}`)} |`,
    ),
    ...(steps.length > 0 ? [''] : []),
    ...policies.map(
      ({ id, applies, reason, changes }) =>
        `- policy ${inlineCode(id)}: ${htmlText(applies ? changes.join(', ') : `no, ${reason}`)}`,
    ),
    ...(routing?.rules ?? []).map(
      ({ rule, applies, reason, to }) =>
        `- rule ${rule} of ${inlineCode(routing?.squad ?? '')} to ${inlineCode(to)}: ${applies ? 'yes' : 'no'}, ${htmlText(reason)}`,
    ),
    '',
  ].join('\n');
}
