/** A place in a text; line and column count from 1, columns in UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The position of an offset. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/**
 * Where V8 says that JSON ends to be JSON: it names a position for most mistakes, and otherwise the text ended too early.
 * @param message of the SyntaxError that JSON.parse threw for `text`
 */
export function syntaxErrorPosition(text: string, message: string): TextPosition {
  const offset = /at position (\d+)/.exec(message)?.[1];
  return positionAt(text, offset === undefined ? text.length : Number(offset));
}

/** Where the value at a path of valid JSON begins; the beginning of its nearest ancestor that exists. */
export function positionOf(text: string, path: readonly (string | number)[]): TextPosition {
  let at = skipSpace(text, 0);
  for (const step of path) {
    const next = member(text, at, step);
    if (next === undefined) break;
    at = next;
  }
  return positionAt(text, at);
}

function member(text: string, start: number, step: string | number): number | undefined {
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return undefined;
  let at = skipSpace(text, start + 1);
  for (let index = 0; text[at] !== '}' && text[at] !== ']'; index += 1) {
    let name: string | number = index;
    if (isObject) {
      const end = skipValue(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === step) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (end < text.length && ' \t\r\n'.includes(text[end] as string)) end += 1;
  return end;
}

/** The end of the value that begins at `at`. */
function skipValue(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    const character = text[end] as string;
    if (character === '"') {
      end = stringEnd(text, end);
      if (depth === 0) return end + 1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      if (depth === 0) return end;
      depth -= 1;
      if (depth === 0) return end + 1;
    } else if (depth === 0 && ' \t\r\n,:'.includes(character)) return end;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end;
}
