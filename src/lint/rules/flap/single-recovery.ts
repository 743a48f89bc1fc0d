import { defineRule } from '../../rule.ts';
import { check } from '../../support/examples.ts';
import { pagesOn } from '../../support/paging.ts';

export default defineRule({
  id: 'flap/single-recovery',
  summary: 'A check that pages recovers after more than one success.',
  why: 'A service that answers every second time recovers and fails by turns. With one success for a recovery that is a new page every few minutes.',
  presets: { recommended: 'info', strict: 'warning', import: 'off' },
  messages: {
    single: 'This page closes at the first success and reopens at the next failures: use "recoveries: 2" or more.',
  },
  examples: {
    bad: [{ alert: check({ failures: 5, recoveries: 1, noData: 'notify' }, 'category: availability') }],
    good: [{ alert: check({ failures: 5, recoveries: 3, noData: 'notify' }, 'category: availability') }],
  },
  visit: {
    alert(alert, context) {
      if (alert.condition.kind === 'check' && (alert.condition.recoveries ?? 1) < 2 && pagesOn(alert))
        context.report({ message: 'single', at: ['condition', 'recoveries'] });
    },
  },
});
