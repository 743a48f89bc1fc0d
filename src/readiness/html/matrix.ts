import { html, type Html } from '../../findings/html-text.ts';
import type { CheckResult } from '../evaluate.ts';
import type { Scorecard } from '../scorecard.ts';
import { markOf, marks, signs, worstOf, type Mark } from './marks.ts';

/** Applications by areas of checks: one sign per cell, the worst of its checks, and how many there are of it. */
export function matrix(cards: readonly Scorecard[], known: ReadonlySet<CheckResult>): Html {
  const areas = [...new Set(cards.flatMap(({ results }) => results.map(areaOf)))].sort();
  return html`<section aria-labelledby="areas">
    <h2 id="areas">Applications by area</h2>
    ${legend()}
    <table class="matrix" role="table">
      <caption class="heard">
        The worst result of each application in each area of checks
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">application</th>
          <th scope="col" role="columnheader">level</th>
          ${areas.map((area) => html`<th scope="col" role="columnheader" class="area"><span>${area}</span></th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${cards.map((card) => row(card, areas, known))}
      </tbody>
    </table>
  </section> `;
}

/** Where the card of an application stands in the page. */
export function anchorOf({ application }: Scorecard): string {
  return `app-${application.replace(/[^\w-]/g, '_')}`;
}

function areaOf({ check }: CheckResult): string {
  return check.id.split('/')[0] ?? '';
}

function row(card: Scorecard, areas: readonly string[], known: ReadonlySet<CheckResult>): Html {
  const cells = areas.map((area) => {
    const all = card.results.filter((result) => areaOf(result) === area).map((result) => markOf(result, known));
    return cell(area, worstOf(all), all);
  });
  return html`<tr role="row">
    <th scope="row" role="rowheader"><a href="#${anchorOf(card)}">${card.application}</a></th>
    <td role="cell" class="level"><span class="badge ${card.level}">${levelText(card)}</span></td>
    ${cells}
  </tr> `;
}

/** A level in words. */
export function levelText({ level }: Scorecard): string {
  return level === 'not-ready' ? 'not ready' : level;
}

/** Small screens show only what is open, with the name of its area; `quiet` is what they leave out. */
function cell(area: string, mark: Mark, all: readonly Mark[]): Html {
  const count = all.filter((one) => one === mark).length;
  const quiet = mark === 'pass' || mark === 'none' ? ' quiet' : '';
  return html`<td role="cell" class="cell ${mark}${quiet}">
    <span class="name">${area} </span
    ><span aria-hidden="true">${signs[mark].sign}${quiet === '' ? `\u00a0${count}` : ''}</span
    ><span class="heard">${signs[mark].means}${quiet === '' ? `: ${count}` : ''}</span>
  </td>`;
}

function legend(): Html {
  return html`<ul class="legend">
    ${marks.map((mark) => html`<li><span class="sign ${mark}" aria-hidden="true">${signs[mark].sign}</span> ${signs[mark].means}</li>`)}
  </ul>`;
}
