import { createHash } from 'node:crypto';
import { Html, html } from '../../findings/html-text.ts';
import { counted } from '../../findings/counted.ts';
import { levels } from '../check.ts';
import { besideChecks, type ReadinessReport } from '../report.ts';
import type { Scorecard } from '../scorecard.ts';
import { cardOf, type CardContext } from './card.ts';
import { exemptionList } from './exemptions.ts';
import { initialsOf, type Initials, type NamedPerson } from './initials.ts';
import { signOf } from './marks.ts';
import { matrix } from './matrix.ts';
import { style } from './style.ts';
import { summary } from './summary.ts';

/** What the page says besides the report. */
export interface PageContext {
  /** The project's id. */
  readonly project: string;
  readonly people: readonly NamedPerson[];
  readonly pageOf: CardContext['pageOf'];
  readonly toolVersion: string;
}

/** Nothing is loaded and nothing runs; the one style sheet is known by its digest. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** Not inside a template: a formatter may change white space there, and the digest is of every character. */
const styleSheet = new Html(`<style>${style}</style>`);

/** The scorecards as one page without scripts or anything from elsewhere. The same report gives the same bytes. */
export function readinessHtml(report: ReadinessReport, { project, people, pageOf, toolVersion }: PageContext): string {
  const known = new Set(report.ratchet.known);
  const initials = initialsOf(people);
  const cards = worstFirst(report.scorecards);
  const context = { known, today: report.today, initials, pageOf };
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Readiness of ${project}, ${report.today}</title>
        ${styleSheet}
      </head>
      <body>
        <header>
          <h1>Readiness of ${project}</h1>
          <p class="muted">
            Judged on <time datetime="${report.today}">${report.today}</time> for the next two weeks, in the
            environments that page.
          </p>
          <nav aria-label="Parts of this page">
            <a href="#areas">Areas</a> <a href="#exemptions">Exemptions</a> <a href="#applications">Applications</a>
          </nav>
        </header>
        <main>
          ${summary(report)}${matrix(cards, known)}${beside(report, initials)}${exemptionList(report, initials)}
          <section aria-labelledby="applications">
            <h2 id="applications">${counted(cards.length, 'application')}</h2>
            ${cards.map((card) => cardOf(card, context))}
          </section>
        </main>
        <footer><p class="muted">alerts ${toolVersion}. People are named by their initials.</p></footer>
      </body>
    </html> `.text
  }`;
}

/** What is wrong with the gate's own definitions. */
function beside(report: ReadinessReport, initials: Initials): Html | string {
  const findings = besideChecks(report);
  if (findings.length === 0) return '';
  const items = findings.map(
    ({ severity, message, location: { file, line, column }, help }) =>
      html`<li>
        ${signOf(markOfSeverity[severity])}${initials.inMessage(message)}
        <code>${`${file}:${line}:${column}`}</code
        >${help === undefined ? '' : html`<span class="help">${initials.in(help)}</span>`}
      </li>`,
  );
  return html`<section aria-labelledby="beside">
    <h2 id="beside">Beside the checks</h2>
    <ul class="plain">
      ${items}
    </ul>
  </section>`;
}

const markOfSeverity = { error: 'fail', warning: 'warn', info: 'later' } as const;

/** Who reads from the top sees first what is furthest from ready. */
function worstFirst(cards: readonly Scorecard[]): Scorecard[] {
  const rank = ({ level }: Scorecard): number => (level === 'not-ready' ? -1 : levels.indexOf(level));
  return [...cards].sort((a, b) => rank(a) - rank(b) || (a.application < b.application ? -1 : 1));
}
