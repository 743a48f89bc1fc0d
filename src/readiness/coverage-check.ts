import type { Category } from '../definitions/types.ts';
import { defineCheck, type CheckExample, type Gap, type Level, type Maturity, type ReadinessCheck } from './check.ts';
import { requiredFor } from './requirements.ts';
import { newAlert } from './support.ts';
import { ofCategory, placeIn, type ReadinessView } from './view.ts';

/** A check that alerts of a category exist; what differs from one to the other. */
export interface CoverageCheck {
  readonly category: Category;
  /** What such an alert notices, as in "no alert notices that …". */
  readonly notices: string;
  readonly why: string;
  /** A template of the scaffold that brings one. */
  readonly template?: string;
  readonly level?: Level;
  readonly maturity?: Maturity;
  readonly examples: { readonly bad: readonly CheckExample[]; readonly good: readonly CheckExample[] };
}

/** The check that an application has alerts of a category wherever its types and tier ask for them. */
export function coverageCheck(part: CoverageCheck): ReadinessCheck {
  const { category, notices, why, template, examples } = part;
  return defineCheck({
    id: `coverage/${category}`,
    code: 'RD-010',
    summary: `An alert notices that ${notices}, where type and tier ask for it.`,
    why,
    level: part.level ?? 'bronze',
    maturity: part.maturity ?? { stage: 'enforce' },
    effort: 2,
    applies: (view) =>
      requiredFor(category, view.types, view.tier ?? 1).length > 0 ||
      `its types (${view.types.join(', ') || 'none'}) and tier do not ask for alerts of category ${category}`,
    evaluate: (view) => gaps(view, category, notices, template),
    examples,
  });
}

function gaps(view: ReadinessView, category: Category, notices: string, template: string | undefined): Gap[] {
  return requiredFor(category, view.types, view.tier ?? 1)
    .filter(({ satisfiedBy }) => ofCategory(view, ...satisfiedBy).length === 0)
    .map(({ type, satisfiedBy }) => ({
      message: `No alert of ${view.id} notices that ${notices}; a ${type} of tier ${view.tier ?? 1} needs one.`,
      at: placeIn(view, ['types']),
      help: `Add an alert of category ${satisfiedBy.join(' or ')}${template === undefined ? '' : `, e.g. with the template ${template}`}.`,
      command: newAlert(view, category, category),
    }));
}
