import { defineRule } from '../../rule.ts';
import { channelsOf } from '../../support/squad-data.ts';

export default defineRule({
  id: 'squad/default-channel',
  summary: 'A squad has a default channel.',
  why: 'Warnings, missing data, everything of low priority and whatever an environment without paging reports goes to the channel "default". Without it, those notifications reach nobody.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    missing: 'The squad {squad} has no channel "default": its warnings would reach nobody. Add one under "channels".',
  },
  examples: {
    bad: [{ squad: 'channels: { default: null }' }],
    good: [{ because: 'The standard squad has one.' }],
  },
  visit: {
    squad(squad, context) {
      if (channelsOf(squad)['default'] !== undefined) return;
      context.report({ message: 'missing', at: ['channels', 'default'], data: { squad: squad.id } });
    },
  },
});
