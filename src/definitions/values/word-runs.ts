/** What is wrong with a text of runs, or its words. */
export type ParsedRuns<Word extends string> =
  | { readonly ok: true; readonly words: readonly (Word | undefined)[] }
  | { readonly ok: false; readonly reason: string };

const run = /^([a-z-]+|_)(?:\s*x\s*(\d{1,7}))?$/;

/** Reads `ok x5, critical x3, _ x2`: words that repeat, as tests of alerts write states and outcomes; `_` is undefined. */
export function parseWordRuns<Word extends string>(text: string, known: readonly Word[]): ParsedRuns<Word> {
  const words: (Word | undefined)[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, word, count = '1'] = run.exec(part) ?? [];
    const found = known.find((one) => one === word);
    if (found === undefined && word !== '_')
      return {
        ok: false,
        reason: `"${part}" is not one of ${known.join(', ')} or _, with " x5" behind it to repeat it`,
      };
    if (Number(count) === 0 || words.length + Number(count) > 200_000)
      return { ok: false, reason: `"${part}" must repeat 1 to 200000 times` };
    for (let index = 0; index < Number(count); index++) words.push(found);
  }
  return { ok: true, words };
}
