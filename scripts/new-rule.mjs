// Writes the skeleton of a lint rule: npm run new:rule -- area/slug
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const id = process.argv[2] ?? '';
if (!/^[a-z-]+\/[a-z0-9-]+$/.test(id)) {
  process.stderr.write('Usage: npm run new:rule -- area/slug, e.g. threshold/order\n');
  process.exit(2);
}
const file = path.join('src', 'lint', 'rules', `${id}.ts`);
if (existsSync(file)) {
  process.stderr.write(`${file} exists already.\n`);
  process.exit(2);
}
const text = `import { defineRule } from '../../rule.ts';

export default defineRule({
  id: '${id}',
  summary: 'An alert demands what this sentence says.',
  why: 'What goes wrong for the person who is called when it does not, in one to three sentences.',
  presets: { recommended: 'warning', strict: 'error', import: 'off' },
  messages: {
    found: 'What happened with "{value}". What to do about it.',
  },
  examples: {
    bad: [{ alert: 'description: replace me' }],
    good: [{ alert: 'description: Card payments fail' }],
  },
  visit: {
    alert(alert, context) {
      if (alert.description === 'replace me')
        context.report({ message: 'found', at: ['description'], data: { value: alert.description } });
    },
  },
});
`;
await mkdir(path.dirname(file), { recursive: true });
await writeFile(file, text);
process.stdout.write(`${file}\nNext: fill it in, then npm run generate && npx vitest run test/unit/lint\n`);
