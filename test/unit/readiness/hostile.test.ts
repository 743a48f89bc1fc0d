import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../src/findings/printable.ts';
import { scorecardData } from '../../../src/readiness/data.ts';
import { readinessHtml } from '../../../src/readiness/html/page.ts';
import { readinessJunit } from '../../../src/readiness/junit.ts';
import { readinessMarkdown } from '../../../src/readiness/markdown.ts';
import { readinessText } from '../../../src/readiness/text.ts';
import { parseXml } from '../findings/support.ts';
import { dmitri, sampleReport } from './sample-report.ts';

const payloads: Record<string, string> = {
  HTML: '"><script>alert(1)</script><img src=x onerror=alert(1)></details></style></title>&lt;b&gt;',
  'an attribute': `x" onclick="alert(1)' style='display:none`,
  Markdown: '[x](javascript:1) ![y](http://evil.test) **b** `c` ``` # h | t ~~s~~ $a$ \\',
  'mentions and references': '@all @octocat/team #12 GH-7 !3 www.evil.test https://evil.test',
  'terminal escapes': '\x1b[2J\x1b]0;owned\x07\x9b31m',
  'bidirectional and invisible characters': 'a\u202egnp\u202c\u200bb\u2060\u{e0041}',
  'workflow commands behind a line break': 'x\n::set-output name=a::b\r\n  ::stop-commands::t ##[set-output name=a]b',
  'comment markers': '<!-- alerts:readiness --> --><!--',
  'a script as an address': 'javascript:alert(1)',
  'lone surrogates': 'a\ud800b\udc00c\ufffe',
};

const acting =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u2069\ufffe\uffff\u{e0000}-\u{e007f}\p{Cs}]/u;
const page = (text: string): string =>
  readinessHtml(sampleReport(text), { project: text, people: [dmitri], pageOf: () => text, toolVersion: '1.0.0' });

/** Tags of a page with the names of their attributes; texts and values are left out. */
function tags(markup: string): string[] {
  return [...markup.matchAll(/<(\/?[a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name, attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map((one) => one[1]).join(' ')}`,
  );
}

describe.each(Object.entries(payloads))('%s', (_, text) => {
  it('is text in the page: the same tags and attributes as with a harmless one', () => {
    const output = page(text);
    expect(tags(output)).toEqual(tags(page('harmless')));
    expect(output.replace(/\n/g, '')).not.toMatch(acting);
    expect(output).not.toContain('<script');
    expect(output).not.toMatch(/href="(?!https?:|#)/);
  });

  it('is text on a terminal', () => {
    const output = readinessText(sampleReport(text), new Chalk({ level: 0 }));
    expect(output.replace(/\n/g, '')).not.toMatch(acting);
    expect(output.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
  });

  it('is text in Markdown', () => {
    const output = readinessMarkdown(sampleReport(text));
    expect(output.split('\n').length).toBe(readinessMarkdown(sampleReport('harmless')).split('\n').length);
    expect(output).not.toMatch(/<(script|img|!--)|(?<!\\)\[x\]/);
    expect(output.replace(/\n/g, '')).not.toMatch(acting);
  });

  it('is a value in JSON and XML', () => {
    const { scorecards } = sampleReport(text);
    const json = jsonText(scorecards.map(scorecardData));
    expect((JSON.parse(json) as { application: string }[])[0]?.application).toBe(text);
    expect(json.replace(/\n/g, '')).not.toMatch(acting);
    expect(() => parseXml(readinessJunit(sampleReport(text)))).not.toThrow();
  });
});

it('names people by their initials in the page', () => {
  const output = page('harmless');
  expect(output).toContain('D. V.');
  expect(output).not.toMatch(/dmitri|volkov/i);
});

it('is the same page for the same report', () => {
  expect(page('harmless')).toBe(page('harmless'));
});
