import { html, type Html } from '../../findings/html-text.ts';
import type { CheckResult } from '../evaluate.ts';

/** How a check, or an area of checks, looks at a glance. The worst comes first. */
export const marks = ['fail', 'unknown', 'warn', 'exempt', 'later', 'pass', 'none'] as const;
export type Mark = (typeof marks)[number];

/** The sign of a mark, which says without colour what it is, and its meaning. All but the tick are in every font. */
export const signs: Readonly<Record<Mark, { readonly sign: string; readonly means: string }>> = {
  fail: { sign: '×', means: 'fails' },
  unknown: { sign: '?', means: 'unknown' },
  warn: { sign: '!', means: 'fails, a warning' },
  exempt: { sign: '~', means: 'exempt for a while' },
  later: { sign: '…', means: 'fails, will count later' },
  pass: { sign: '✓', means: 'passes' },
  none: { sign: '–', means: 'not applicable' },
};

/** @param known failures that the baseline knows: they only warn */
export function markOf(result: CheckResult, known: ReadonlySet<CheckResult>): Mark {
  const { verdict, stage } = result;
  if (verdict === 'not-applicable') return 'none';
  if (verdict !== 'fail') return verdict;
  if (stage === 'preview') return 'later';
  return stage === 'warn' || known.has(result) ? 'warn' : 'fail';
}

/** The worst of some marks. */
export function worstOf(all: readonly Mark[]): Mark {
  return marks.find((mark) => all.includes(mark)) ?? 'none';
}

/** The sign with its meaning for who hears the page. */
export function signOf(mark: Mark): Html {
  return html`<span class="sign ${mark}" aria-hidden="true">${signs[mark].sign}</span
    ><span class="heard">${signs[mark].means}: </span>`;
}
