import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/findings/finding.ts';
import { formatNames, loadFormat, type FormatName } from '../../../src/findings/formats/index.ts';
import { at, contextOf, finding, parseXml, report, type ParsedElement } from './support.ts';

const payloads: Record<string, string> = {
  'terminal escapes': '\x1b[2J\x1b]0;owned\x07\x9b31m\x1b]8;;http://evil.test\x1b\\x',
  'bidirectional controls': 'a\u202egnp\u202c \u2066b\u2069 \u200f\u061c',
  'invisible characters': 'a\u200bb\u2060c\ufeffd\u{e0041}',
  'workflow commands': '::error::owned',
  'workflow commands behind a line break': 'x\n::set-output name=a::b\r::add-mask::x\r\n  ::stop-commands::t',
  'old workflow commands': 'x ##[set-output name=a]b ##vso[task.complete result=Succeeded;]',
  'what ends a command property': 'a,line=1::b,c:d%0Ae%3Af',
  HTML: '<script>alert(1)</script><img src=x onerror=alert(1)></details></code>&lt;b&gt;',
  Markdown: '[x](javascript:1) ![y](http://evil.test) **b** `c` ``` # h | t ~~s~~ _e_ $a$ \\',
  'mentions and references': '@all @octocat/team #12 GH-7 !3 www.evil.test https://evil.test a@b.test',
  'the end of CDATA': ']]><a/><![CDATA[',
  XML: '"/><evil a=\'b\'>&x;<!DOCTYPE y [<!ENTITY z SYSTEM "file:///etc/passwd">]>',
  NUL: 'a\0b',
  'line breaks': 'a\nb\r\nc\u2028d\u2029e\x85f\x0bg',
  'comment markers': '<!-- alerts:lint:report --> --><!--',
  'lone surrogates and non-characters': 'a\ud800b\udc00c\ufffe\uffff',
  'quotes and commas': `",' : , ; {} {0} \\u0000 "}]`,
  'prototype names': '__proto__',
};

/** A finding that carries the text wherever a definition can put text. */
function carrier(text: string): Finding {
  const file = `${text}/a.yaml`;
  const location = at(file, 1, 1, Math.max(1, text.length));
  return finding({
    rule: text,
    message: text,
    help: text,
    subject: text,
    location,
    fix: { title: text, edits: [{ file, range: { start: 0, end: 1 }, text }] },
    related: [{ message: text, location }],
  });
}

async function render(name: FormatName, text: string): Promise<string> {
  const format = await loadFormat(name);
  const one = carrier(text);
  const context = contextOf(
    { [one.location.file]: `${text}\n` },
    { root: 'sub', rule: () => ({ summary: text, url: 'https://example.test/r' }) },
  );
  return format.render(report([one, { ...one, severity: 'warning' }, { ...one, severity: 'info' }]), context);
}

const acting =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\u{e0000}-\u{e007f}\p{Cs}]/u;

/** What holds for each format: the terminal and the CI log see nothing, and the reader of the format reads exactly one text where one was given. */
const proofs: Record<FormatName, (output: string, text: string) => void> = {
  text: (output) => {
    expect(output.split('\n').filter((line) => /^\s*::/.test(line))).toEqual([]);
    expect(lineShapes(output, textBegins)).toEqual(lineShapes(harmless.text, textBegins));
  },
  json: (output, text) => {
    const { findings } = JSON.parse(output) as { findings: Record<string, unknown>[] };
    expect(findings).toHaveLength(3);
    expect(findings[0]).toMatchObject({
      rule: text,
      message: text,
      help: text,
      subject: text,
      file: `${text}/a.yaml`,
      fix: { title: text },
    });
  },
  sarif: (output) => {
    const { runs } = JSON.parse(output) as {
      runs: [
        {
          results: {
            message: { text: string };
            locations: [{ physicalLocation: { artifactLocation: { uri: string } } }];
          }[];
        },
      ];
    };
    expect(runs[0].results).toHaveLength(3);
    for (const { message, locations } of runs[0].results) {
      expect(message.text).not.toMatch(acting);
      expect(message.text).not.toMatch(/[^\\]\]\(/);
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^sub\/([\w.!~*'()/-]|%[0-9A-F]{2})*$/);
    }
  },
  github: (output) => {
    const lines = output.split('\n');
    const token = lines[3]?.replace('::stop-commands::', '') ?? '';
    for (const line of lines.slice(0, 3))
      expect(line).toMatch(
        /^::(error|warning|notice) file=[^:,]*,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[^:,]*::/,
      );
    expect(token).toMatch(/^\w{64}$/);
    expect(output.split(token)).toHaveLength(3);
    expect(lines.slice(4).filter((line) => /^\s*::/.test(line) || /##\w*\[/.test(line))).toEqual([`::${token}::`]);
  },
  gitlab: (output, text) => {
    const entries = JSON.parse(output) as { description: string; check_name: string; fingerprint: string }[];
    expect(entries).toHaveLength(3);
    expect(new Set(entries.map((entry) => entry.fingerprint)).size).toBe(3);
    for (const entry of entries) expect(entry.description).not.toMatch(acting);
    for (const entry of entries) expect(entry.check_name).toBe(text);
  },
  junit: (output) => expect(shape(parseXml(output))).toEqual(shape(parseXml(harmless.junit))),
  checkstyle: (output) => expect(shape(parseXml(output))).toEqual(shape(parseXml(harmless.checkstyle))),
  rdjson: (output, text) => {
    const { diagnostics } = JSON.parse(output) as {
      diagnostics: { message: string; suggestions: [{ text: string }] }[];
    };
    expect(diagnostics).toHaveLength(3);
    for (const { message, suggestions } of diagnostics) {
      expect(message).not.toMatch(acting);
      expect(suggestions[0].text).toBe(text);
    }
  },
  markdown: (output) => {
    expect(output).not.toMatch(/<!--|-->/);
    const tags = output.match(/<[^>]*>/g) ?? [];
    expect(
      tags.filter((tag) => !/^<(\/?(details|summary|code|span)|details open|https:\/\/example\.test\/r)>$/.test(tag)),
    ).toEqual([]);
    expect(output).not.toMatch(/@(?!&#8203;)|(?<!\\)(\\\\)*[`_|~]/);
    expect(output).not.toMatch(/#(?=\d)(?<!&#)|GH-\d|(?<!\\):\/\/(?!example\.test\/r>)|www\./);
    expect(lineShapes(output, markdownBegins)).toEqual(lineShapes(harmless.markdown, markdownBegins));
    expect(output.match(/(?<!\\)(\\\\)*\]\(/g) ?? []).toHaveLength(3);
  },
};

/** How each line begins: foreign text must neither add a line nor change how one begins. */
function lineShapes(output: string, begins: RegExp): string[] {
  return output.split('\n').map((line) => (begins.exec(line)?.[0] ?? '').trimEnd());
}

const textBegins = /^(?:── | {2}[✖▲●] | {4}(?:help:|fix available:|see )| {5,}\d* │(?: |$)| {4}|\d+ )/;
const markdownBegins = /^(?:### |<details open><summary>|<details><summary>|<\/details>|- <code>)/;

function shape({ name, attributes, children }: ParsedElement): unknown {
  return [name, Object.keys(attributes), children.map(shape)];
}

const harmless: Record<FormatName, string> = {
  text: '',
  json: '',
  sarif: '',
  github: '',
  gitlab: '',
  junit: '',
  checkstyle: '',
  rdjson: '',
  markdown: '',
};
for (const name of formatNames) harmless[name] = await render(name, 'plain');

describe.each([...formatNames])('%s', (name) => {
  test.each(Object.entries(payloads))('%s', async (_, text) => {
    const output = await render(name, text);
    expect(output).not.toMatch(acting);
    expect(output.endsWith('\n')).toBe(true);
    // GitHub reads `##[` anywhere in a line that is no `::` command.
    for (const line of output.split('\n')) if (!line.startsWith('::')) expect(line).not.toMatch(/##\w*\[/);
    proofs[name](output, text);
  });

  test('any mixture of them', async () => {
    const piece = fc.oneof(fc.constantFrom(...Object.values(payloads)), fc.string({ unit: 'binary', maxLength: 8 }));
    const mixture = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(mixture, async (text) => {
        const output = await render(name, text);
        expect(output).not.toMatch(acting);
        proofs[name](output, text);
      }),
      { numRuns: 100 },
    );
  });
});
