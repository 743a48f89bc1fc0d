const wide = /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u;

/** How many cells of a terminal a text takes, near enough for tables. */
export function cells(text: string): number {
  let count = 0;
  for (const character of text) count += wide.test(character) ? 2 : /\p{M}/u.test(character) ? 0 : 1;
  return count;
}

/** At most `width` cells; what is cut shows as `…`. */
export function cut(text: string, width: number): string {
  if (text.length <= width / 2 || cells(text) <= width) return text;
  let result = '';
  let used = 0;
  for (const character of text) {
    used += cells(character);
    if (used > width - 1) break;
    result += character;
  }
  return `${result}…`;
}

/** Text in rows of at most `width` cells; what is behind the last row shows as `…`. */
export function wrap(text: string, width: number, rows: number): string[] {
  if (text.length <= width / 2 || cells(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const character of text) {
    const size = cells(character);
    if (used + size > width) {
      lines.push(line);
      if (lines.length === rows) return [...lines.slice(0, -1), cut(`${line}…`, width)];
      line = '';
      used = 0;
    }
    line += character;
    used += size;
  }
  return [...lines, line];
}
