import type { ResolvedAlert } from '../../../definitions/types.ts';
import { nearestName } from '../../../findings/nearest-name.ts';
import { defineRule } from '../../rule.ts';
import { notificationTexts } from '../../support/alert-texts.ts';

const plain = ['value', 'threshold'];

export default defineRule({
  id: 'message/vars-exist',
  summary: 'Every {{name}} in a text is one that is filled when the alert fires.',
  why: 'Vendors print nothing for a name that they do not know: "% of payments fail at ." is what stands on the phone.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    group:
      '"{variable}" is empty when the alert fires: the alert splits by {known}.{hint} Name one of its groups, or add it to "groups.by".',
    unknown: '"{variable}" is not known.{hint} Known are {known}.',
  },
  examples: {
    bad: [
      { alert: 'message: "{{value}} of card payments fail at {{group.region}}"' },
      { alert: 'message: "{{last_triggered_at}} card payments fail"' },
      { alert: '{ groups: null, message: "Payments fail at {{group.acquirer}}" }' },
    ],
    good: [
      { alert: 'message: "{{value}} of card payments fail at {{ group.acquirer }} (limit {{threshold}})"' },
      {
        because: 'A list of tags makes each tag an alias.',
        alert: '{ groups: { by: [acquirer, card_type] }, message: "Payments fail at {{group.card_type}}" }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path } of notificationTexts(alert)) {
        for (const [variable, name = ''] of text.matchAll(/\{\{\s*([^{}#^/\s][^{}]*?)\s*\}\}/g)) {
          const problem = problemOf(name, alert);
          if (problem) context.report({ message: problem.message, at: path, data: { variable, ...problem.data } });
        }
      }
    },
  },
});

function problemOf(name: string, alert: ResolvedAlert) {
  const aliases = alert.groups?.by.map((group) => group.alias) ?? [];
  const groups = aliases.map((alias) => `group.${alias}`);
  if (plain.includes(name) || groups.includes(name)) return undefined;
  const near = nearestName(name, [...plain, ...groups]) ?? groups.find((group) => group === `group.${name}`);
  const hint = near === undefined ? '' : ` Did you mean "{{${near}}}"?`;
  if (name.startsWith('group.'))
    return {
      message: 'group' as const,
      data: { known: aliases.join(', ') || 'nothing', hint },
    };
  const known = [...plain, ...groups].map((one) => `{{${one}}}`).join(', ');
  return { message: 'unknown' as const, data: { known, hint } };
}
