import { defineRule } from '../../rule.ts';

export default defineRule({
  id: 'owner/from-group-exists',
  summary: 'The group from which the squad is taken is one that the alert splits by.',
  why: 'Without that group the value is always empty, and every page goes to the squad under "otherwise": the wrong people are called each time.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    unknown: 'The squad is taken from the group "{group}", but the alert splits by {known}. Add the group to "groups.by", or name another one.',
  },
  examples: {
    bad: [{ alert: 'squad: { fromGroup: team, otherwise: payments }' }],
    good: [{ alert: '{ groups: { by: [team], notify: [team] }, message: Card payments fail, squad: { fromGroup: team, otherwise: payments } }' }],
  },
  visit: {
    alert(alert, context) {
      if (!('fromGroup' in alert.reaches)) return;
      const group = alert.reaches.fromGroup;
      const aliases = alert.groups?.by.map((one) => one.alias) ?? [];
      if (aliases.includes(group)) return;
      const known = aliases.length > 0 ? aliases.join(', ') : 'nothing';
      context.report({ message: 'unknown', at: ['squad', 'fromGroup'], data: { group, known } });
    },
  },
});
