import { printableLine } from '../printable.ts';

/**
 * Text that may come from anybody as inline Markdown that shows it literally: no markup, no HTML and so no comment marker, no link, no mention,
 * no reference to an issue. Stays on one line. Signs of mentions and references get a zero-width space behind them, because GitHub and GitLab look
 * for these in the rendered text, where no escape is left.
 */
export function markdownText(text: string): string {
  return printableLine(text)
    .replace(/@|[#!~%&](?=[\w"'])|\bGH(?=-\d)/gi, '$&\u200b')
    .replace(/[\\`*_{[\]#!|~]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('$', '<span>$</span>')
    .replaceAll('\u200b', '&#8203;');
}

/** The same as code. Not with backticks: text between them would stand raw in the document, where a search for a comment marker finds it. */
export function markdownCode(text: string): string {
  return text === '' ? '' : `<code>${markdownText(text)}</code>`;
}

/** A link to a page of ours; only its text where the address is not one of the web. */
export function markdownLink(text: string, address: string | undefined): string {
  const url = address === undefined ? undefined : webAddress(address);
  return url === undefined ? markdownText(text) : `[${markdownText(text)}](<${url}>)`;
}

function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  const safe = href.replace(/[<>\\`@|]/g, encodeURIComponent);
  return protocol === 'https:' || protocol === 'http:' ? safe : undefined;
}
