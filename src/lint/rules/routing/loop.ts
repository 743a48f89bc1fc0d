import { defineRule } from '../../rule.ts';
import { documentsOf, locationIn } from '../../support/catalog.ts';
import { shortestCircle, whoHandsOn } from '../../support/routing-graph.ts';

const back =
  'escalations: { off-hours: [{ after: 0m, notify: [{ schedule: oncall }] }, { after: 15m, notify: [{ squad: payments }] }] }';

export default defineRule({
  id: 'routing/loop',
  summary: 'Routing and escalations never come back to where they started.',
  why: 'A squad that hands a page to another squad, which hands it back, calls the same people again and again, or nobody, depending on the vendor. A step that means all members says "take: everyone".',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    loop: 'The routing goes round in a circle: {chain}. Break it, for example with "take: everyone", which does not enter the routing again.',
  },
  examples: {
    bad: [
      { because: 'the squad enters its own routing again', squad: back },
      { squad: 'routing: [{ to: { squad: payments } }]' },
      {
        because: 'the escalation starts itself again',
        squad: back.replace('squad: payments', 'escalation: off-hours'),
      },
    ],
    good: [
      {
        because: 'taking everyone does not enter the routing',
        squad: back.replace('squad: payments', 'squad: payments, take: everyone'),
      },
    ],
  },
  visit: {
    catalog(catalog, report) {
      const squads = new Map(documentsOf(catalog, 'Squad').map((squad) => [squad.id, squad]));
      const edges = whoHandsOn(catalog);
      for (const node of edges.keys()) {
        const chain = shortestCircle(node, edges);
        // A circle is the same from wherever it is entered: it is reported at the first of its names.
        if (!chain || [...chain].sort()[0] !== node) continue;
        const squad = squads.get(node.split(/[ /]/)[1] ?? '');
        const [kind, id = ''] = (chain[1] ?? '').split(' ');
        if (!squad) continue;
        const location =
          kind === 'squad'
            ? locationIn(squad, 'Squad', id)
            : locationIn(squad, 'Escalation', id.slice(id.indexOf('/') + 1));
        report({ message: 'loop', location, subject: `squad ${squad.id}`, data: { chain: chain.join(' → ') } });
      }
    },
  },
});
