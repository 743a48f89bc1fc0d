import type { Document } from '../../../definitions/types.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { carriesPages, describeTarget, pagingEscalations, routingRules } from '../../support/routing.ts';
import type { StepTarget } from '../../support/squad-data.ts';

export default defineRule({
  id: 'routing/escalation-depth',
  summary: 'A page that nobody answers goes on to a second step, and in the end to a squad or whoever leads it.',
  why: 'Telephones run out of power and people sleep. A page with one step ends there; one that ends with a single person ends with the same problem.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    single:
      'The escalation "{escalation}" has a single step: add one for the case that nobody acknowledges, for example the next on call, then the squad.',
    schedule:
      'Pages go straight to the schedule "{schedule}" and stop there when nobody answers: route them to an escalation.',
    last: 'The last step of "{escalation}" reaches only {target}: let it end with the squad ("take: everyone"), another squad, or whoever leads it.',
  },
  examples: {
    bad: [
      { squad: 'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }] }' },
      { squad: 'routing: [{ to: { schedule: oncall } }]' },
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 10m, notify: [{ schedule: oncall, take: next }] }] }',
      },
    ],
    good: [
      {
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 10m, notify: [{ squad: payments, take: everyone }] }] }',
      },
      {
        because: 'Ana leads the squad',
        squad:
          'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 10m, notify: [{ person: ana }] }] }',
      },
      {
        because: 'what can wait may be quiet',
        squad: 'routing: [{ when: { priority: [P4, P5] }, to: { schedule: run } }, { to: { escalation: off-hours } }]',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { id, steps, path } of pagingEscalations(squad)) {
        const last = steps.at(-1);
        if (!last || last.notify.some((target) => target.escalation !== undefined)) continue;
        if (steps.length < 2) context.report({ message: 'single', at: path, key: true, data: { escalation: id } });
        else if (!last.notify.some((target) => reachesTeam(target, squad, context)))
          context.report({
            message: 'last',
            at: last.path,
            data: { escalation: id, target: last.notify.map(describeTarget).join(', ') },
          });
      }
      for (const rule of routingRules(squad)) {
        if (typeof rule.to !== 'object' || rule.to.schedule === undefined || !carriesPages(rule)) continue;
        context.report({ message: 'schedule', at: [...rule.path, 'to'], data: { schedule: rule.to.schedule } });
      }
    },
  },
});

/** A whole squad, another squad's duty, the squad's lead, or somebody who is in a group such as incident managers. */
function reachesTeam(target: StepTarget, squad: Document<'Squad'>, context: RuleContext<never>): boolean {
  if (target.squad !== undefined) return target.take !== 'random';
  if (target.schedule !== undefined) return target.schedule.includes('/');
  if (target.person === undefined) return false;
  const groups = context.find('Person', target.person)?.data['groups'] as string[] | undefined;
  return target.person === squad.data['lead'] || (groups?.length ?? 0) > 0;
}
