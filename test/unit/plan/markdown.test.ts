import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffGraphs } from '../../../src/graph/diff.ts';
import { sideOfGraph } from '../../../src/graph/graph-side.ts';
import { longestComment, planMarker, renderPlanMarkdown } from '../../../src/plan/markdown.ts';
import { htmlText, inlineCode } from '../../../src/plan/markdown-escape.ts';
import { graphWith, monitor } from '../graph/sample.ts';
import { hostilePlan, samplePlan } from './sample-plan.ts';

/** The parts of a comment that a renderer treats as Markdown or HTML: without fences, inline code and `<code>`. */
function outsideOfCode(markdown: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const run = /^`{3,}/.exec(line)?.[0];
    if (fence === '' && run !== undefined) fence = run;
    else if (fence !== '' && line.startsWith(fence) && line.trim() === fence) fence = '';
    else if (fence === '') lines.push(withoutInlineCode(line));
  }
  expect(fence).toBe('');
  return lines.join('\n');
}

function withoutInlineCode(line: string): string {
  const code = /(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g;
  return line.replace(/<code>[^<]*<\/code>/g, '').replace(code, '');
}

const ours = /<!-- alerts:plan -->|<\/?details( open)?>|<\/?summary>|<\/?code>/g;

function checkHarmless(markdown: string): void {
  expect(markdown.length).toBeLessThanOrEqual(longestComment);
  expect(markdown.startsWith(`${planMarker}\n`)).toBe(true);
  expect(markdown.split('<!--')).toHaveLength(2);
  const prose = outsideOfCode(markdown);
  expect(prose.replace(ours, '')).not.toMatch(/[<@]|\]\(|https?:/);
  const count = (tag: string): number => prose.split(tag).length;
  expect(count('<details')).toBe(count('</details>'));
  expect(count('<summary>')).toBe(count('</summary>'));
}

describe('renderPlanMarkdown', () => {
  test('shows a table, deletions, changes and creations', async () => {
    const markdown = renderPlanMarkdown(samplePlan());
    checkHarmless(markdown);
    await expect(markdown).toMatchFileSnapshot('expected/plan.md.txt');
  });

  const piece = fc.oneof(
    fc.constantFrom(
      '@all',
      '<!-- alerts:plan -->',
      '</details>',
      '<script>',
      '`',
      '```',
      '````diff',
      '|',
      '\n',
      '\n\n',
    ),
    fc.constantFrom('&lt;b>', '[x](https://x.example)', '#1', '\\', '~~~', '-->', '<', '!', '--', '\u202e', '*', '_'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  );
  const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

  test('others’ text stays text', () => {
    fc.assert(
      fc.property(hostile, (text) => checkHarmless(renderPlanMarkdown(hostilePlan(text)))),
      { numRuns: 300 },
    );
  });

  test('always fits into a comment, and says how much is left out', () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 120 }));
    fc.assert(
      fc.property(hostile, size, (text, [length, copies]) => {
        const long = text.repeat(Math.ceil(length / Math.max(1, text.length)));
        const markdown = renderPlanMarkdown(hostilePlan(long, copies));
        checkHarmless(markdown);
        if (copies > 100 && length > 1000 && text.length > 0) expect(markdown).toMatch(/left out here/);
      }),
      { numRuns: 40 },
    );
  });

  test('closes its fences when a diff is cut', () => {
    const old = monitor('production/a/x');
    const message = Array.from({ length: 50 }, (_, line) => `line ${line} ${'`'.repeat(line)}`).join('\n');
    const updated = { ...old, inputs: { ...old.inputs, message } };
    const plan = diffGraphs(sideOfGraph(graphWith(old)), sideOfGraph(graphWith(updated)));
    const markdown = renderPlanMarkdown(plan, { limit: 2000 });
    expect(markdown.length).toBeLessThanOrEqual(2000);
    checkHarmless(markdown);
    expect(markdown).toContain('more lines');
  });
});

test('inline code survives backticks', () => {
  expect(inlineCode('a`b')).toBe('``a`b``');
  expect(inlineCode('`')).toBe('`` ` ``');
  expect(inlineCode('')).toBe('` `');
});

test('text within HTML has no tags, mentions or formatting', () => {
  expect(htmlText('<b>@all</b> *x*')).toBe('&#60;b&#62;&#64;&#8203;all&#60;/b&#62; &#42;x&#42;');
});
