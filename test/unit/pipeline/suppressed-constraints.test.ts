import { expect, it } from 'vitest';
import { exampleFiles } from '../../../src/lint/examples/example-files.ts';
import { findingLines, runTexts } from '../../support/tree.ts';

/** What is found when a text mentions everybody and some rules are suppressed. */
async function mentioning(...suppressed: readonly string[]): Promise<string[]> {
  const suppress = suppressed.map((rule) => `{ rule: ${rule}, reason: we want it, until: 2027-01-31 }`);
  const alert = `message: 'fails @all'\nsuppress: [${suppress.join(', ')}]`;
  const lines = findingLines(await runTexts(exampleFiles({ alert })));
  return lines.map((line) => line.split(' ').slice(1, 3).join(' ')).filter((line) => !line.startsWith('info'));
}

it('one mistake is one finding: the rule stands for the constraint', async () => {
  expect(await mentioning()).toEqual(['error message/no-mention']);
});

it('a rule that is suppressed leaves the constraint, without which the alert would not be compiled and nobody would know', async () => {
  expect(await mentioning('message/no-mention')).toEqual(['error datadog/text-mention']);
});

it('a constraint cannot be suppressed', async () => {
  expect((await mentioning('message/no-mention', 'datadog/text-mention')).sort()).toEqual([
    'error datadog/text-mention',
    'error lint/unsuppressible',
  ]);
});
