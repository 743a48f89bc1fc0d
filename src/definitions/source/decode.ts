import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { SourceFile } from './source-file.ts';

/** Files larger than this are refused: 2 MiB hold several thousand alerts, and a larger file is a mistake or an attack. */
export const maximumFileBytes = 2 * 1024 * 1024;

/** Something wrong with the bytes or the YAML of a file, before any meaning is known. */
export interface SourceProblem {
  readonly rule: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

// C0 controls but tab, LF and CR; DEL and C1; bidirectional embeddings, overrides and isolates; line and paragraph separators; BOM in the middle.
const forbidden =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufffe\uffff]/;

/** Turns bytes into a source file: UTF-8 with or without BOM; CRLF is kept (YAML and offsets do not mind it). */
export function decode(
  path: string,
  bytes: Uint8Array,
  digest = createHash('sha256').update(bytes).digest('hex'),
): { file: SourceFile; problem?: SourceProblem } {
  const encodingProblem = checkEncoding(bytes);
  if (encodingProblem)
    return { file: new SourceFile(path, '', digest), problem: { ...encodingProblem, start: 0, end: 0 } };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8', hasUtf8Bom(bytes) ? 3 : 0);
  const file = new SourceFile(path, text, digest);
  const match = forbidden.exec(text);
  if (!match) return { file };
  const code = nameOf(match[0]);
  const kind =
    code === 'U+0000' ? 'a NUL character: this looks like a binary file' : `the invisible or control character ${code}`;
  return {
    file,
    problem: {
      rule: 'yaml/forbidden-character',
      message: `The file contains ${kind}. Remove it; text and names may hold only visible characters.`,
      start: match.index,
      end: match.index + 1,
    },
  };
}

/** The name (`U+202E`) of the first character in a value that nobody sees, or that acts on a terminal: escapes of YAML can bring what no file may contain. */
export function hiddenCharacter(value: string): string | undefined {
  const match = forbidden.exec(value);
  return match ? nameOf(match[0]) : undefined;
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function checkEncoding(bytes: Uint8Array): { rule: string; message: string } | undefined {
  const [first, second] = bytes;
  const utf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (bytes.length > 3 && (first === 0) !== (second === 0));
  if (utf16) return { rule: 'yaml/encoding', message: 'The file is UTF-16. Save it as UTF-8.' };
  if (isUtf8(bytes)) return undefined;
  const at = firstInvalidByte(bytes);
  const binary = bytes.includes(0) ? 'The file is binary' : 'The file is not valid UTF-8';
  return { rule: 'yaml/encoding', message: `${binary} (first bad byte at offset ${at}). Definitions are UTF-8 text.` };
}

function firstInvalidByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8Prefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A prefix may end inside a character: up to three bytes may be missing. */
function isUtf8Prefix(bytes: Uint8Array): boolean {
  for (let cut = 0; cut <= 3 && cut <= bytes.length; cut++)
    if (isUtf8(bytes.subarray(0, bytes.length - cut))) return true;
  return false;
}

function hasUtf8Bom(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
