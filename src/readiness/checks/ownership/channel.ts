import { defineCheck } from '../../check.ts';
import { gapInSquad } from '../../support.ts';

export default defineCheck({
  id: 'ownership/channel',
  code: 'RD-006',
  summary: 'The squad has a default channel.',
  why: 'What calls nobody has to be read somewhere.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: () => true,
  evaluate: (view) =>
    'default' in view.onCallSquad.channels
      ? []
      : [gapInSquad(view, ['channels'], `Squad ${view.squad.id} has no channel "default".`, 'Add it to "channels".')],
  examples: {
    bad: [
      {
        squad: 'channels: { default: null, general: { slack: "#squad-payments" } }',
        application: 'alerts: { card-errors: { notify: null } }',
      },
    ],
    good: [{}],
  },
});
