import { html, type Html } from '../../findings/html-text.ts';
import { counted } from '../../findings/counted.ts';
import { levels } from '../check.ts';
import type { ReadinessReport } from '../report.ts';
import type { Scorecard } from '../scorecard.ts';
import { signOf, type Mark } from './marks.ts';
import { levelText } from './matrix.ts';

/** The counts, before anything else. */
export function summary(report: ReadinessReport): Html {
  const { counts, summary: found, scorecards, ratchet } = report;
  const exemptGaps = scorecards.reduce((sum, card) => sum + card.exemptGaps, 0);
  const known = ratchet.known.length > 0 ? ` ${counted(ratchet.known.length, 'failure')} of the baseline ${ratchet.known.length === 1 ? 'is' : 'are'} known and not among them.` : ''; // prettier-ignore
  return html`<section aria-labelledby="counts">
    <h2 id="counts">${verdict(report)}</h2>
    <p>
      ${counted(found.errors, 'error')} and ${counted(found.warnings, 'warning')} in
      ${counted(found.applications, 'application')} of ${counted(found.squads, 'squad')} with
      ${counted(found.alerts, 'alert')}.${known}
    </p>
    <ul class="counts">
      ${tile('pass', counts.pass, 'pass')}${tile('fail', counts.fail, 'fail')}${tile('exempt', counts.exempt, 'exempt', exemptGaps === counts.exempt ? undefined : counted(exemptGaps, 'gap'))}${tile('unknown', counts.unknown, 'unknown')}${tile('none', counts['not-applicable'], 'not applicable')}
    </ul>
    ${levelBar(scorecards)}
  </section> `;
}

function verdict({ summary: { errors, warnings } }: ReadinessReport): string {
  if (errors > 0) return 'Not ready';
  return warnings > 0 ? 'Ready, with warnings' : 'Ready';
}

function tile(mark: Mark, count: number, what: string, more?: string): Html {
  return html`<li>
    ${signOf(mark)}<strong>${count}</strong>
    <span>${what}${more === undefined ? '' : html`<small> (${more})</small>`}</span>
  </li> `;
}

/** How many applications are at each level, as a bar and in words. */
function levelBar(scorecards: readonly Scorecard[]): Html {
  const all = (['not-ready', ...levels] as const).map((level) => ({
    level,
    text: levelText({ level } as Scorecard),
    count: scorecards.filter((card) => card.level === level).length,
  }));
  const said = all.map(({ text, count }) => `${count} ${text}`).join(', ');
  const total = Math.max(1, scorecards.length);
  let x = 0;
  const bars = all.map(({ level, count }) => {
    const width = Math.round((count / total) * 10_000) / 100;
    const bar = count === 0 ? '' : html`<rect class="${level}" x="${x}" y="0" width="${width}" height="6" />`;
    x += width;
    return bar;
  });
  return html`<p class="levels">Levels: ${said}.</p>
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>`;
}
