import { defineRule } from '../../rule.ts';
import { watchedBroker } from '../../support/examples.ts';
import { watchedConnections } from '../../support/look-interval.ts';
import { whatLacksToCall } from '../../support/squad-data.ts';

export default defineRule({
  id: 'rabbit/watch-owner-called',
  summary: 'The owner of a broker that `alerts watch` looks at can be called.',
  why: 'Who watches the watch? When it stops, or cannot see the broker, its owner is called; an owner whom nobody can call leaves every alert of the broker silent without a word.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    nobody:
      'When "alerts watch" stops, or cannot see the broker "{connection}", nobody is called: the squad {owner} has {lacks}. Add it, or name another owner.',
  },
  examples: {
    bad: [
      { project: watchedBroker('every: 1m'), squad: 'routing: null' },
      { project: watchedBroker('every: 1m'), squad: 'routing: [{ to: none }]' },
    ],
    good: [
      { project: watchedBroker('every: 1m') },
      {
        because: 'No environment pages.',
        project: `${watchedBroker('every: 1m')}\nenvironments: { production: { paging: never } }`,
        squad: 'routing: null',
      },
    ],
  },
  visit: {
    project(project, context) {
      if (!context.environments.some((environment) => context.pagingEnvironment(environment))) return;
      for (const [connection, { owner }] of watchedConnections(project)) {
        const squad = typeof owner === 'string' ? context.find('Squad', owner) : undefined;
        const missing = squad && whatLacksToCall(squad);
        if (!squad || !missing) continue;
        const data = { connection, owner: squad.id, lacks: lacks[missing] };
        context.report({ message: 'nobody', at: ['connections', connection, 'owner'], data });
      }
    },
  },
});

const lacks = {
  routing: 'no routing',
  silent: 'routing that leads to nobody',
  rotation: 'no schedule with a rotation',
} as const;
