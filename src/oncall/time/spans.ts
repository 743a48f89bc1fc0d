import type { Span } from '../model.ts';

/** Spans in any order as one sorted list without overlaps; spans that touch become one, empty ones vanish. */
export function union(spans: readonly Span[]): Span[] {
  const merged: { from: number; until: number }[] = [];
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from >= until) continue;
    const last = merged.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else merged.push({ from, until });
  }
  return merged;
}

/** The time that is in both of two sorted, disjoint lists. */
export function intersection(left: readonly Span[], right: readonly Span[]): Span[] {
  const common: Span[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [a, b] = [left[i] as Span, right[j] as Span];
    const span = { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) };
    if (span.from < span.until) common.push(span);
    if (a.until < b.until) i += 1;
    else j += 1;
  }
  return common;
}

/** What is left of a sorted, disjoint list when the time of another one is taken out. */
export function subtraction(spans: readonly Span[], taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  let first = 0;
  for (const { from, until } of spans) {
    while (first < taken.length && (taken[first] as Span).until <= from) first += 1;
    let start = from;
    for (let i = first; i < taken.length && (taken[i] as Span).from < until; i += 1) {
      const cut = taken[i] as Span;
      if (cut.from > start) left.push({ from: start, until: cut.from });
      start = Math.max(start, cut.until);
    }
    if (start < until) left.push({ from: start, until });
  }
  return left;
}

/** The time of a range that a sorted, disjoint list leaves open. */
export function complement(spans: readonly Span[], range: Span): Span[] {
  return range.from < range.until ? subtraction([range], spans) : [];
}

/** The part of a span that lies in a range; undefined when there is none. */
export function clip({ from, until }: Span, range: Span): Span | undefined {
  const clipped = { from: Math.max(from, range.from), until: Math.min(until, range.until) };
  return clipped.from < clipped.until ? clipped : undefined;
}

/** Whether two spans share an instant. */
export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.until && b.from < a.until;
}
