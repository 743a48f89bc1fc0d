import { printable, printableLine } from '../findings/printable.ts';

/** Untrusted text as inline code: nothing in it is a mention, a reference, a link, HTML or formatting, on GitHub and GitLab. */
export function inlineCode(text: string): string {
  const line = disarm(printableLine(text));
  if (line.trim() === '') return '` `';
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The same within a table, whose cells are split before code is looked for. */
export function tableCode(text: string): string {
  return inlineCode(text).replaceAll('|', '\\|');
}

/** Untrusted text within HTML, such as a summary: entities, and a zero-width space that parts `@` from a name. */
export function htmlText(text: string): string {
  const escape = (character: string): string => `&#${character.charCodeAt(0)};${character === '@' ? '&#8203;' : ''}`;
  return disarm(printableLine(text)).replace(/[&<>"'@`*_[\]\\~#|]/g, escape);
}

/** Lines as a fenced block of the language `diff`; the fence is longer than any run of backticks within. */
export function fencedDiff(lines: readonly string[]): string {
  const body = lines.map((line) => disarm(printable(line).replaceAll('\n', ' ')));
  const fence = '`'.repeat(Math.max(3, ...body.map((line) => longestRun(line) + 1)));
  return `${fence}diff\n${body.join('\n')}\n${fence}`;
}

/** Comment markers are how our own comments are found; nobody else's text may carry one. Addresses of people are not for everybody who may read a comment. */
function disarm(text: string): string {
  return text
    .replaceAll('<!--', '<! --')
    .replaceAll('-->', '-- >')
    .replace(/[\w.+-]{1,64}@(?=[\w-]{1,63}\.\w)/g, '…@');
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
