import { distance } from 'fastest-levenshtein';

/** The candidate that a mistyped word most probably meant: at most two edits, or a third of its length; undefined when none is near. */
export function nearestName(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const edits = candidate.toLowerCase() === wanted ? 0 : distance(wanted, candidate.toLowerCase());
    if (edits < bestDistance) [best, bestDistance] = [candidate, edits];
  }
  return bestDistance < Math.max(1, word.length) ? best : undefined;
}
