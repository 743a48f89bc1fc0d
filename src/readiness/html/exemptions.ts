import { daysBetween } from '../../definitions/values/calendar.ts';
import { html, webHref, type Html } from '../../findings/html-text.ts';
import { counted } from '../../findings/counted.ts';
import { soon } from '../text.ts';
import type { Exemption } from '../exemptions.ts';
import type { ReadinessReport } from '../report.ts';
import { signOf } from './marks.ts';
import type { Initials } from './initials.ts';

/** An exemption as one sentence: what, until when, who answers for it and who allowed it, why. */
export function exemptionText(
  { id, until, owner, approvedBy, reason, ticket }: Exemption,
  today: string,
  initials: Initials,
): Html {
  const left = daysBetween(today, until);
  const ends = html`until
    <time datetime="${until}">${until}</time
    >${left <= soon ? html` <strong>(ends in ${counted(left, 'day')})</strong>` : ` (${counted(left, 'day')})`}`;
  const who = html`${initials.of(owner)} answers for
  it${approvedBy === undefined ? '' : `, ${initials.of(approvedBy)} allowed it`}`;
  const href = webHref(ticket);
  const link = href === undefined ? '' : html` <a href="${href}" rel="noreferrer">ticket</a>`;
  return html`${ends}; ${who} <span class="muted">(${id})</span><br />${initials.in(reason)}${link}`;
}

interface InUse {
  readonly exemption: Exemption;
  readonly gaps: number;
  readonly checks: ReadonlySet<string>;
  readonly applications: ReadonlySet<string>;
}

/** Every exemption that is in use, the one that ends first at the top. */
export function exemptionList({ scorecards, today }: ReadinessReport, initials: Initials): Html {
  const used = inUse(scorecards);
  return html`<section aria-labelledby="exemptions">
    <h2 id="exemptions">Exemptions</h2>
    ${
      used.length === 0
        ? html`<p>None.</p>`
        : html`<p>
              ${counted(used.length, 'exemption')} ${used.length === 1 ? 'covers' : 'cover'}
              ${counted(sum(used), 'gap')}; the one that ends first comes first.
            </p>
            <details class="long">
              <summary>All ${used.length}</summary>
              <ul class="plain">
                ${used.map(
                  (one) =>
                    html`<li>
                      ${signOf('exempt')}<b>${[...one.checks].join(', ')}</b> of ${[...one.applications].join(', ')},
                      ${counted(one.gaps, 'gap')}, ${exemptionText(one.exemption, today, initials)}
                    </li> `,
                )}
              </ul>
            </details>`
    }
  </section> `;
}

function sum(all: readonly InUse[]): number {
  return all.reduce((total, { gaps }) => total + gaps, 0);
}

function inUse(scorecards: ReadinessReport['scorecards']): InUse[] {
  const byId = new Map<string, InUse>();
  for (const { exempt, check, application } of scorecards.flatMap(({ results }) => results))
    for (const { exemption } of exempt) {
      const before = byId.get(exemption.id);
      byId.set(exemption.id, {
        exemption,
        gaps: (before?.gaps ?? 0) + 1,
        checks: new Set([...(before?.checks ?? []), check.id]),
        applications: new Set([...(before?.applications ?? []), application]),
      });
    }
  const order = ({ exemption: { until, id } }: InUse): string => `${until} ${id}`;
  return [...byId.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
