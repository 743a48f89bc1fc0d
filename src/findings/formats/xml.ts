import { printable } from '../printable.ts';

/** A text as XML content or attribute: markup escaped, line breaks kept, characters that XML 1.0 forbids made visible. */
export function xml(text: string): string {
  return printable(text)
    .replace(/[\ud800-\udfff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('\n', '&#10;');
}
