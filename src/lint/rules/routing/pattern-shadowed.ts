import type { Path } from '../../../definitions/source/node.ts';
import type { Document } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { routingRules } from '../../support/routing.ts';
import { covers } from '../../../definitions/resolve/covers.ts';

export default defineRule({
  id: 'routing/pattern-shadowed',
  summary: 'Every routing rule and policy can be reached.',
  why: 'The first match decides. A rule below one that matches all the same alerts is never used, and the people whom it names are never called, although the file says so.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    route:
      'This routing rule is never used: rule {above} above it matches everything that this one does. Move it up, or remove it.',
    policy:
      'This policy is never used: "{above}" above it matches everything that this one does. Move it up, or let that one say "continue: true".',
  },
  examples: {
    bad: [
      {
        squad:
          'routing: [{ to: { escalation: off-hours } }, { when: { hours: business }, to: { escalation: working-hours } }]',
      },
      {
        squad:
          'routing: [{ when: { priority: [P1, P2] }, to: { escalation: off-hours } }, { when: { priority: P1, hours: business }, to: { escalation: working-hours } }, { to: none }]',
      },
      {
        squad:
          'policies: { all-batches: { when: { tag: { kind: batch } }, set: { priority: P4 } }, nightly: { when: { tag: { kind: batch }, hours: not business }, set: { priority: P5 } } }',
      },
    ],
    good: [
      {
        squad:
          'routing: [{ when: { hours: business }, to: { escalation: working-hours } }, { when: { priority: P1 }, to: { escalation: off-hours } }, { to: none }]',
      },
      {
        squad:
          'policies: { all-batches: { when: { tag: { kind: batch } }, set: { priority: P4 }, continue: true }, nightly: { when: { tag: { kind: batch }, hours: not business }, set: { priority: P5 } } }',
      },
    ],
  },
  visit: {
    squad(squad, context) {
      shadowed(routingRules(squad)).forEach(({ entry, index }) =>
        context.report({ message: 'route', at: entry.path, data: { above: index + 1 } }),
      );
      shadowed(policiesOf(squad)).forEach(({ entry, by }) =>
        context.report({ message: 'policy', at: entry.path, key: true, data: { above: String(by.path.at(-1)) } }),
      );
    },
  },
});

interface Entry {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly path: Path;
  readonly continue?: boolean;
}

function policiesOf(squad: Document): Entry[] {
  const policies = (squad.data['policies'] ?? {}) as Readonly<Record<string, Omit<Entry, 'path'>>>;
  return Object.entries(policies).map(([id, policy]) => ({ ...policy, path: ['policies', id] }));
}

/** Entries that an earlier one leaves nothing to. */
function shadowed(entries: readonly Entry[]): { entry: Entry; by: Entry; index: number }[] {
  return entries.flatMap((entry, position) => {
    const index = entries
      .slice(0, position)
      .findIndex((earlier) => !earlier.continue && covers(earlier.when, entry.when));
    const by = entries[index];
    return by ? [{ entry, by, index }] : [];
  });
}
