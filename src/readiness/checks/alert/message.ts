import { defineCheck } from '../../check.ts';
import { gapIn, withPages } from '../../support.ts';
import { paging } from '../../view.ts';

export default defineCheck({
  id: 'alert/message',
  code: 'RD-060',
  summary: 'A page says the measured value or what it means.',
  why: 'A title alone does not tell a little too much from everything is lost.',
  level: 'silver',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withPages(view),
  evaluate: (view) =>
    paging(view)
      .filter((alert) => !alert.message)
      .map((alert) =>
        gapIn(view, alert, ['description'], `${view.id}/${alert.id} pages without a message.`, {
          help: 'Write "message", e.g. "{{value}} of card payments fail".',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { card-errors: { message: null } }' }],
    good: [{}],
  },
});
