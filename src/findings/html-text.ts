import { printableLine } from './printable.ts';

/** Markup that may stand in a page as it is. Only {@link html} makes it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: markup as it is; texts and numbers escaped; lists one after the other; nothing for undefined. */
export type HtmlValue = Html | string | number | undefined | readonly HtmlValue[];

/** Markup with values in it. Texts may come from anybody: none of them becomes markup, between tags or in an attribute with double quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.map((part, index) => part + htmlOf(values[index])).join(''));
}

function htmlOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(htmlOf).join('') : escaped(String(value));
}

function escaped(text: string): string {
  return printableLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** An address as the value of `href`; undefined when it is not one of the web. */
export function webHref(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
