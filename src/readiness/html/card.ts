import { html, webHref, type Html } from '../../findings/html-text.ts';
import { counted } from '../../findings/counted.ts';
import type { Gap } from '../check.ts';
import type { CheckResult } from '../evaluate.ts';
import { nextStepOf, placeText } from '../next-step.ts';
import { exemptionsIn } from '../report.ts';
import { cheapestSteps, effortText, type Scorecard } from '../scorecard.ts';
import { countsText } from '../text.ts';
import { exemptionText } from './exemptions.ts';
import type { Initials } from './initials.ts';
import { markOf, signOf } from './marks.ts';
import { anchorOf, levelText } from './matrix.ts';

/** What cards need to know besides the application. */
export interface CardContext {
  readonly known: ReadonlySet<CheckResult>;
  readonly today: string;
  readonly initials: Initials;
  /** The page of a check. */
  readonly pageOf: (check: string) => string | undefined;
}

/** One application: its level, the two cheapest steps to the next one, what is open with what to do about it, and what is exempt. */
export function cardOf(card: Scorecard, context: CardContext): Html {
  const { application, squad, tier, types, counts, exemptGaps } = card;
  const anchor = anchorOf(card);
  const about = [`squad ${squad}`, tier === undefined ? 'no tier' : `tier ${tier}`, ...types].join(' · ');
  return html`<article class="card" aria-labelledby="${anchor}">
    <h3 id="${anchor}">${application} <span class="badge ${card.level}">${levelText(card)}</span></h3>
    <p class="muted">${about}</p>
    <p>${countsText(counts, exemptGaps)}</p>
    ${stepList(card, context)}${openList(card, context)}${unknownList(card)}${exemptList(card, context)}${laterList(card, context)}
  </article> `;
}

function stepList(card: Scorecard, { initials }: CardContext): Html | string {
  const steps = cheapestSteps(card);
  if (card.nextLevel === undefined || steps.length === 0) return '';
  return html`<h4>
      ${steps.length === 1 ? 'The one step' : `The ${steps.length === 2 ? 'two ' : ''}cheapest steps`} to
      ${card.nextLevel}
    </h4>
    <ol>
      ${steps.map(
        (result) =>
          html`<li>
            <b>${result.check.id}</b>, ${effortText(result)}.
            ${result.check.summary}${result.gaps.slice(0, 1).map((gap) => todo(gap, initials))}
          </li> `,
      )}
    </ol> `;
}

/** What to do about a gap: a command, or the place to edit. */
function todo(gap: Gap, initials: Initials): Html {
  const step = nextStepOf(gap);
  const help = step.help === undefined ? '' : html` ${initials.in(step.help)}`;
  if ('command' in step) return html`<span class="todo"><code class="command">${step.command}</code></span>`;
  return html`<span class="todo">Edit <code>${step.place}</code>:${help}</span>`;
}

function openList({ results }: Scorecard, context: CardContext): Html | string {
  const open = results.filter(({ verdict, stage }) => verdict === 'fail' && stage !== 'preview');
  if (open.length === 0) return '';
  return html`<h4>Failures (${open.length})</h4>
    ${open.map((result) => failure(result, context))}`;
}

function failure(result: CheckResult, context: CardContext): Html {
  const { check, gaps, exempt } = result;
  const mark = markOf(result, context.known);
  const known = context.known.has(result) ? ', known' : '';
  const more = exempt.length > 0 ? `, ${exempt.length} more exempt` : '';
  const head = html`${signOf(mark)}<b>${check.id}</b>
    <span class="muted">${check.level}, ${counted(gaps.length, 'gap')}${known}${more}</span>`;
  return html`<details class="check" ${mark === 'fail' ? html` open` : ''}>
    <summary>${head}</summary>
    <p>${check.summary}${page(result, context)}</p>
    ${gapList(gaps, context)}
  </details> `;
}

function page({ check: { id, code } }: CheckResult, { pageOf }: CardContext): Html {
  const href = webHref(pageOf(id));
  return href === undefined
    ? html` <span class="muted">(${code})</span>`
    : html` <a href="${href}" rel="noreferrer">${code}<span class="heard">, about ${id}</span></a>`;
}

/** Help and commands that all gaps of a check share stand once, below them. */
function gapList(gaps: readonly Gap[], { initials }: CardContext): Html {
  const [help, ...otherHelp] = new Set(gaps.map((gap) => gap.help));
  const [command, ...otherCommands] = new Set(gaps.map((gap) => gap.command));
  const own = { help: otherHelp.length > 0, command: otherCommands.length > 0 };
  const helpText = (text: string | undefined): Html | string =>
    text === undefined ? '' : html`<span class="help">${initials.in(text)}</span>`;
  const commandText = (text: string | undefined): Html | string =>
    text === undefined ? '' : html`<code class="command">${text}</code>`;
  const items = gaps.map(
    (gap) =>
      html`<li>
        ${initials.inMessage(gap.message)}
        <code>${placeText(gap.at)}</code
        >${own.help ? helpText(gap.help) : ''}${own.command ? commandText(gap.command) : ''}
      </li>`,
  );
  return html`<ul>
      ${items}
    </ul>
    <div class="shared">${own.help ? '' : helpText(help)}${own.command ? '' : commandText(command)}</div>`;
}

function unknownList({ results }: Scorecard): Html | string {
  const unknown = results.filter(({ verdict }) => verdict === 'unknown');
  if (unknown.length === 0) return '';
  return html`<h4>Unknown (${unknown.length})</h4>
    <ul class="plain">
      ${unknown.map(({ check, reason }) => html`<li>${signOf('unknown')}<b>${check.id}</b>: ${reason}</li> `)}
    </ul> `;
}

function exemptList({ results, exemptGaps }: Scorecard, { today, initials }: CardContext): Html | string {
  const exempt = results.filter((result) => result.exempt.length > 0);
  if (exempt.length === 0) return '';
  return html`<h4>Exempt (${counted(exemptGaps, 'gap')})</h4>
    <ul class="plain">
      ${exempt.flatMap((result) => exemptLines(result, today, initials))}
    </ul> `;
}

/** One line per exemption of a check, with the alerts that it stands for. */
function exemptLines({ check, exempt }: CheckResult, today: string, initials: Initials): Html[] {
  return exemptionsIn(exempt).map(({ exemption, subjects }) => {
    const of = subjects.length === 0 ? '' : ` of ${subjects.join(', ')}`;
    return html`<li>${signOf('exempt')}<b>${check.id}</b>${of}, ${exemptionText(exemption, today, initials)}</li> `;
  });
}

/** What will count one day: folded, since nobody has to do anything about it today. */
function laterList({ results }: Scorecard, context: CardContext): Html | string {
  const later = results.filter(({ verdict, stage }) => verdict === 'fail' && stage === 'preview');
  if (later.length === 0) return '';
  return html`<h4>Will count later (${later.length})</h4>
    ${later.map((result) => failure(result, context))}`;
}
