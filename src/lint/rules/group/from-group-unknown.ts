import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'group/from-group-unknown',
  summary: 'The group that decides which squad is reached exists.',
  why: 'A misspelt alias matches no group, so every alarm goes to the squad under "otherwise", and the one that could help hears nothing.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    unknown:
      'The squad is taken from the group "{alias}", but the alert is grouped by {groups}: name one of these, or add it to "by".',
  },
  examples: {
    bad: [{ alert: 'squad: { fromGroup: team, otherwise: payments }' }],
    good: [{ alert: 'squad: { fromGroup: acquirer, otherwise: payments }' }],
  },
  visit: {
    alert(alert, context) {
      if (!('fromGroup' in alert.reaches)) return;
      const alias = alert.reaches.fromGroup;
      const aliases = alert.groups?.by.map((group) => group.alias) ?? [];
      if (aliases.includes(alias)) return;
      const groups = aliases.map((one) => `"${one}"`).join(', ') || 'nothing';
      context.report({ message: 'unknown', at: ['squad', 'fromGroup'], data: { alias, groups } });
    },
  },
});
