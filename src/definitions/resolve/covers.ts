import { globMatches } from '../values/glob.ts';

type Selector = Readonly<Record<string, unknown>>;

/** Whether everything that `later` selects is selected by `earlier`, too. */
export function covers(earlier: Selector | undefined, later: Selector | undefined): boolean {
  return Object.entries(earlier ?? {}).every(([key, wanted]) => {
    const other = later?.[key];
    if (other === undefined) return false;
    if (key === 'tag' || key === 'group') return covers(wanted as Selector, other as Selector);
    if (key === 'hours') return JSON.stringify(wanted) === JSON.stringify(other);
    return [other].flat().every((value) => [wanted].flat().some((pattern) => admits(String(pattern), String(value))));
  });
}

/** A pattern that is itself a pattern is only admitted by an equal one. */
function admits(pattern: string, value: string): boolean {
  return pattern === value || (!/[*?/]/.test(value) && globMatches(pattern, value));
}
