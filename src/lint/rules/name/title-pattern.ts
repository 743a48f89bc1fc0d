import { defineRule } from '../../rule.ts';

const always = ['application', 'squad', 'description', 'environment'];

export default defineRule({
  id: 'name/title-pattern',
  summary:
    "The project's pattern of titles names the application, the squad and the description, and nothing that does not exist.",
  why: 'All titles are built from this pattern. Without the application or the squad nobody sees at a glance whose alert it is, and an unknown name stands literally in every title.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    missing:
      'The pattern of titles lacks {missing}: titles would not say {meaning}. Add it, as in "${application} | ${squad} | ${description}".',
    unknown: 'The pattern of titles holds "{name}", which is not known here. Known: {known}.',
    notEverywhere:
      'The pattern of titles holds "{name}", which the environment {environment} has not. Add it to the "vars" of {environment}.',
  },
  examples: {
    bad: [
      { project: 'title: "${application} | ${description}"' },
      { project: 'title: "${application} | ${team} | ${squad} | ${description}"' },
    ],
    good: [{ project: 'title: "[${squad}] ${application}: ${description}"' }],
  },
  visit: {
    project(project, context) {
      const pattern = project.data['title'];
      if (typeof pattern !== 'string') return;
      const at = ['title'];
      const used = [...pattern.matchAll(/\$\{([A-Za-z][A-Za-z0-9_-]*)\}/g)].map((match) => match[1] ?? '');
      const meanings = { application: 'what is concerned', squad: 'who is in charge', description: 'what is wrong' };
      for (const [name, meaning] of Object.entries(meanings))
        if (!used.includes(name)) context.report({ message: 'missing', at, data: { missing: `\${${name}}`, meaning } });
      const vars = varsOf(project.data['environments']);
      const known = [...new Set([...always, ...vars.flatMap(([, names]) => names)])];
      for (const name of used.filter((one) => !always.includes(one))) {
        const lacking = vars.find(([, names]) => !names.includes(name));
        const shown = `\${${name}}`;
        if (!known.includes(name))
          context.report({ message: 'unknown', at, data: { name: shown, known: known.join(', ') } });
        else if (lacking)
          context.report({ message: 'notEverywhere', at, data: { name: shown, environment: lacking[0] } });
      }
    },
  },
});

function varsOf(environments: unknown): [string, string[]][] {
  const byName = (environments ?? {}) as Record<string, { vars?: object } | null>;
  return Object.entries(byName).map(([name, value]) => [name, Object.keys(value?.vars ?? {})]);
}
