import { nodeAt } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { eachText } from '../../support/scalars.ts';

const scope =
  /(?<![-!\w]|\bnot\s+\(?)(?:env|environment)\s*[:=]\s*["']?(staging|stg|stage|dev|development|test|testing|preprod|pre-prod|uat|qa|sandbox)\b["']?/i;

export default defineRule({
  id: 'severity/staging-never-pages',
  summary: 'Nothing outside of production calls anybody.',
  why: 'Staging is where things break on purpose. Whoever was woken by it twice does not get up for production either.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    query:
      'This alert calls somebody in {environment}, but its query looks at "{scope}". Take the scope from the environment\'s vars, such as "env:${dd}".',
    override:
      'This override writes "on-call" for {environment}, where the project says "paging: never". Name a channel.',
  },
  examples: {
    bad: [
      {
        alert: `
          source: { datadog: { metric: { queries: { errors: "sum:payments.card.errors{env:staging}.as_count()", requests: "sum:payments.card.requests{env:staging}.as_count()" }, formula: errors / requests, unit: ratio } } }`,
      },
      { alert: 'overrides: [{ when: { environment: staging }, set: { notify: { critical: on-call } } }]' },
    ],
    good: [
      { because: 'The standard alert takes its scope from the environment.' },
      { alert: 'overrides: [{ when: { environment: staging }, set: { notify: { critical: { channel: default } } } }]' },
    ],
  },
  visit: {
    alert(alert, context) {
      const source = nodeAt(alert.root, ['source']);
      if (alert.pages && source)
        eachText(source, (text, at) => {
          const found = scope.exec(text);
          // An environment may be called "test" and be the one that pages.
          if (!found || found[1] === alert.environment || isOwnScope(found[1], alert.environment, context.project.data))
            return;
          context.report({ message: 'query', at, data: { environment: alert.environment, scope: found[0] } });
        });
      const overrides = alert.data['overrides'];
      if (!Array.isArray(overrides)) return;
      overrides.forEach((override: { when?: { environment?: unknown }; set?: { notify?: object } }, index) => {
        const selected = [override.when?.environment ?? []].flat().map(String);
        if (selected.length === 0 || selected.some((name) => context.pagingEnvironment(name))) return;
        for (const [transition, target] of Object.entries(override.set?.notify ?? {})) {
          if (![target].flat().includes('on-call')) continue;
          const at = ['overrides', index, 'set', 'notify', transition];
          context.report({ message: 'override', at, data: { environment: selected.join(', ') } });
        }
      });
    },
  },
});

function isOwnScope(
  value: string | undefined,
  environment: string,
  project: Readonly<Record<string, unknown>>,
): boolean {
  const environments = project['environments'] as Record<string, { vars?: Record<string, unknown> } | null> | undefined;
  return Object.values(environments?.[environment]?.vars ?? {}).includes(value);
}
