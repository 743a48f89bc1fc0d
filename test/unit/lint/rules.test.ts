import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/lint/fix.ts';
import { exampleFiles } from '../../../src/lint/examples/example-files.ts';
import { rules } from '../../../src/lint/registry.generated.ts';
import type { Rule, RuleExample } from '../../../src/lint/rule.ts';
import type { Run } from '../../../src/pipeline/run.ts';
import { findingLines, runTexts } from '../../support/tree.ts';

/** Examples run with every rule at its strictest, so that presets do not hide a rule from its own test. */
async function runExample(rule: Rule, example: RuleExample): Promise<Run> {
  const files = exampleFiles(example);
  const severity =
    [rule.presets.recommended, rule.presets.strict, rule.presets.import].find((one) => one !== 'off') ?? 'error';
  const project = files['project.yaml'] ?? '';
  return runTexts({
    ...files,
    'project.yaml': /^lint:/m.test(project) ? project : `${project}lint:\n  rules:\n    ${rule.id}: ${severity}\n`,
  });
}

function of(result: Run, rule: Rule): string[] {
  return findingLines(result).filter((line) => line.includes(` ${rule.id} `));
}

it('finds nothing in the standard tree', async () => {
  expect(
    findingLines(
      await runTexts({
        ...exampleFiles({}),
        'project.yaml': `${exampleFiles({})['project.yaml']}lint: { preset: strict }\n`,
      }),
    ),
  ).toEqual([]);
});

describe.each(rules.map((rule): [string, Rule] => [rule.id, rule]))('%s', (_, rule) => {
  it.each(rule.examples.bad.map((example, index): [number, RuleExample] => [index, example]))(
    'reports bad example %i',
    async (_index, example) => {
      const result = await runExample(rule, example);
      expect(of(result, rule), findingLines(result).join('\n')).not.toEqual([]);
      const broken = findingLines(result).filter(
        (line) => /error (yaml|schema|file)\//.test(line) && !line.includes(` ${rule.id} `),
      );
      expect(broken).toEqual([]);
      if (example.fixed === undefined) return;
      const texts = new Map(result.files.map((file) => [file.path, result.shard.load(file.path).file.text]));
      const fixed = applyFixes(
        result.findings.filter((finding) => finding.rule === rule.id),
        (file) => texts.get(file),
      );
      expect(fixed.map((file) => file.after).join('\n')).toContain(example.fixed);
    },
  );

  it.each(rule.examples.good.map((example, index): [number, RuleExample] => [index, example]))(
    'is quiet on good example %i',
    async (_index, example) => {
      expect(of(await runExample(rule, example), rule)).toEqual([]);
    },
  );

  it('has metadata that people can use', () => {
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    expect(rule.examples.good.length).toBeGreaterThan(0);
    expect(rule.summary).toMatch(/^[A-Z`].*\.$/s);
    expect(rule.why.length).toBeGreaterThan(30);
    for (const message of Object.values(rule.messages)) expect(message).toMatch(/[.?]$/);
  });
});
