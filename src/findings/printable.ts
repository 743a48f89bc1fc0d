// Controls but tab and line feed, C1, bidirectional marks and isolates, separators, byte order marks.
const invisible =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Text that cannot move the cursor, colour the terminal or turn the reading direction: such characters become visible escapes. */
export function printable(text: string): string {
  return text.replace(invisible, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same on one line: line breaks and tabs become spaces. */
export function printableLine(text: string): string {
  return printable(text.replace(/\s*[\r\n]+\s*/g, ' ').replaceAll('\t', ' '));
}
