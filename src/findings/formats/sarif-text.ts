import { printableLine } from '../printable.ts';

/** Text that may come from anybody as a SARIF plain text message: without links (`[text](target)`), with visible control characters. */
export function sarifText(text: string): string {
  return printableLine(text).replaceAll('](', '\\](');
}

/** A relative path as a URI reference: each segment percent-encoded, so that no colon, question mark or hash gets a meaning. */
export function sarifUri(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}
