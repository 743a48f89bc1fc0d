import { defineCheck, type ReadinessCheck } from './check.ts';
import { allOf, forTiers, gapIn, withPages } from './support.ts';
import { paging, type TestEvidence } from './view.ts';

/** A check that tests prove something of every page; what differs from one to the other. */
export interface ProofCheck extends Pick<ReadinessCheck, 'id' | 'code' | 'summary' | 'why'> {
  readonly proves: 'fires' | 'staysQuiet' | 'recovers' | 'noData';
  /** What no test says of an alert, e.g. `No test proves that checkout-api/card-errors fires.` */
  readonly missing: (alert: string) => string;
  readonly help: string;
}

/** The check that each page of tiers 1 and 2 has a test with such a case. */
export function proofCheck({ proves, missing, help, ...about }: ProofCheck): ReadinessCheck {
  const isProven = (evidence: TestEvidence | undefined): boolean => evidence?.[proves] === true;
  return defineCheck({
    ...about,
    level: 'gold',
    maturity: { stage: 'warn' },
    effort: 2,
    applies: (view) => allOf(forTiers(view, 1, 2), withPages(view)),
    evaluate: (view) => {
      const unproven = paging(view).filter(({ id }) => !isProven(view.tests.get(id)));
      const gaps = unproven.filter(({ id }) => !view.tests.get(id)?.undecided);
      const [open] = unproven;
      if (open && gaps.length === 0)
        return {
          unknown: `Tests of ${view.id}/${open.id} cannot be judged here; "alerts test" says what becomes of them.`,
        };
      return gaps.map((alert) => gapIn(view, alert, [], missing(`${view.id}/${alert.id}`), { help }));
    },
    examples: {
      bad: [{ files: { 'payments/tests.yaml': '' } }],
      good: [{}],
    },
  });
}
