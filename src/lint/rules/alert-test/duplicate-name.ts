import { defineRule } from '../../rule.ts';
import { casesOf } from '../../support/alert-test-cases.ts';
import { alertTest, testCases } from '../../support/examples.ts';

export default defineRule({
  id: 'alert-test/duplicate-name',
  summary: 'The cases of a test have different names.',
  why: 'A report says that "stays quiet" failed, and there are two of them.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    twice: 'There is another case named "{name}": say in the name what differs.',
  },
  examples: {
    bad: [{ files: alertTest(`${testCases.firing}\n${testCases.quiet}\n${testCases.quiet}`) }],
    good: [{ files: alertTest() }],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'AlertTest') return;
      const seen = new Set<string>();
      for (const { name, path } of casesOf(document)) {
        if (seen.has(name)) context.report({ message: 'twice', at: [...path, 'name'], data: { name } });
        seen.add(name);
      }
    },
  },
});
