const contains = /^contains\s+(?:"([\s\S]*)"|'([\s\S]*)')$/;

/** Why a text does not match `contains "part"`, or the whole text; undefined when it does. Space at line ends does not count. */
export function textFailure(wanted: string, text: string): string | undefined {
  const found = contains.exec(wanted.trim());
  if (!found)
    return lines(wanted) === lines(text) ? undefined : `expected ${quoted(wanted)}, but it is ${quoted(text)}`;
  const part = found[1] ?? found[2] ?? '';
  return text.includes(part) ? undefined : `expected it to contain ${quoted(part)}, but it is ${quoted(text)}`;
}

/** Whether a whole text is expected, not a part of one. */
export function isWholeText(wanted: string): boolean {
  return !contains.test(wanted.trim());
}

function lines(text: string): string {
  return text.replace(/[ \t]+$/gm, '').trim();
}

function quoted(text: string): string {
  const short = text.trim().replace(/\s+/g, ' ');
  return `"${short.length > 120 ? `${short.slice(0, 119)}…` : short}"`;
}
