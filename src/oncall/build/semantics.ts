import type { OnCallSemantics } from '../model.ts';
import type { Fields } from './context.ts';

/** What holds unless the project's `onCallSemantics` say otherwise; docs/format.md has the reasons. */
export const defaultSemantics: OnCallSemantics = {
  hourlyTurns: 'elapsed',
  overridesInMaskedHours: true,
  neighbours: 'rotation',
  stepsAsk: 'firing',
  emptySteps: 'wait',
};

/** The semantics of a project; its schema has checked the words. */
export function semanticsOf(written: unknown): OnCallSemantics {
  return { ...defaultSemantics, ...(written as Fields | undefined) };
}
