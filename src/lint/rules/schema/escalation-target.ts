import { defineRule } from '../../rule.ts';
import { escalationsOf, type StepTarget } from '../../support/squad-data.ts';

const kinds = ['schedule', 'squad', 'person', 'channel', 'escalation'] as const;

/** What `take` may say of each kind of target. */
const takes: Readonly<Record<string, readonly string[]>> = {
  schedule: ['next', 'previous'],
  squad: ['everyone', 'admins', 'random'],
};

export default defineRule({
  id: 'schema/escalation-target',
  summary: 'A step names one target, and takes from it what such a target has.',
  why: 'A person has no "next", a schedule no "everyone": the on-call backend refuses the step, or calls somebody else than the reader expects.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    several: 'One target names both {kinds}. Write one list item for each.',
    none: 'This target says only "take". Name the schedule or the squad that it takes from.',
    take: '"take: {take}" does not fit a {kind}: {allowed}.',
  },
  examples: {
    bad: [
      { squad: first('schedule: oncall, take: everyone') },
      { squad: first('schedule: oncall, channel: incidents') },
    ],
    good: [
      {
        squad: `
          escalations:
            off-hours:
              - { after: 0m, notify: [{ schedule: oncall }] }
              - { after: 15m, notify: [{ schedule: oncall, take: next }, { person: ana }] }
              - { after: 30m, notify: [{ squad: payments, take: everyone }] }`,
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const { steps } of escalationsOf(squad)) {
        for (const step of steps) {
          step.notify.forEach((target, index) => {
            const at = [...step.path, 'notify', index];
            const named = kinds.filter((kind) => target[kind] !== undefined);
            if (named.length > 1)
              context.report({
                message: 'several',
                at,
                data: { kinds: named.map((kind) => `a ${kind}`).join(' and ') },
              });
            else if (named[0] === undefined) context.report({ message: 'none', at });
            else if (!fits(target, named[0])) {
              const data = { take: target.take ?? '', kind: named[0], allowed: allowed(named[0]) };
              context.report({ message: 'take', at: [...at, 'take'], data });
            }
          });
        }
      }
    },
  },
});

function fits(target: StepTarget, kind: string): boolean {
  return target.take === undefined || (takes[kind] ?? []).includes(target.take);
}

function allowed(kind: string): string {
  const words = takes[kind];
  return words ? `it takes ${words.join(', ')}` : 'nothing can be taken from it';
}

function first(target: string): string {
  return `
    escalations:
      off-hours:
        - { after: 0m, notify: [{ ${target} }] }
        - { after: 15m, notify: [{ squad: payments, take: everyone }] }`;
}
