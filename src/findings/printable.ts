// C0 but tab and line feed; DEL and C1; soft hyphen; bidirectional controls; zero-width characters but the joiners that scripts
// and emoji need; line and paragraph separators; interlinear and tag characters; non-characters; lone surrogates.
const hidden =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\p{Cs}]/gu;

/**
 * Text that may come from anybody, safe to print: control, bidirectional and invisible characters become visible escapes (`\x1b`, `\u202e`),
 * and what a CI system would take for a command (`::` at the start of a line, `##[`, `##vso[`) gets a backslash. Keeps tabs and line feeds.
 */
export function printable(text: string): string {
  return disarm(text.replace(hidden, escapeCharacter));
}

/** As `printable`, for text that must stay on one line: tabs and line feeds become `\t` and `\n`. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/**
 * JSON with two spaces of indentation and a final line feed. Characters that `printable` would escape are written as `\uXXXX`, and so is the
 * bracket of `##[`: a terminal and a CI log see nothing of them, and a parser reads exactly the value that was given.
 */
export function jsonText(value: unknown): string {
  return jsonOf(value, 2);
}

/** As `jsonText`, on one line. */
export function jsonLine(value: unknown): string {
  return jsonOf(value, 0);
}

function jsonOf(value: unknown, indentation: number): string {
  const text = JSON.stringify(value, undefined, indentation);
  return `${text.replace(hidden, escapeUnits).replace(/##(\w*)\[/g, '##$1\\u005b')}\n`;
}

function disarm(text: string): string {
  return text.replace(/^([^\S\n]*)::/gm, '$1\\::').replace(/##(\w*)\[/g, '##$1\\[');
}

function escapeCharacter(character: string): string {
  if (character === '\r') return '\\r';
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
