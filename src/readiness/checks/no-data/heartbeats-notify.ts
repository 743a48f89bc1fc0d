import { defineCheck } from '../../check.ts';
import { gapIn, withCategory } from '../../support.ts';
import { ofCategory } from '../../view.ts';

export default defineCheck({
  id: 'no-data/heartbeats-notify',
  code: 'RD-029',
  summary: 'A sign of life that vanishes is told, not ignored.',
  why: 'A heartbeat whose series is gone is the case that it was made for.',
  level: 'bronze',
  maturity: { stage: 'enforce' },
  effort: 1,
  applies: (view) => withCategory(view, 'heartbeat'),
  evaluate: (view) =>
    ofCategory(view, 'heartbeat')
      .filter(({ condition }) => condition.kind === 'measurement' && !['notify', undefined].includes(condition.noData))
      .filter(({ condition }) => condition.kind === 'measurement' && !['below', 'at-most'].includes(condition.is))
      .map((alert) =>
        gapIn(view, alert, ['condition', 'noData'], `${view.id}/${alert.id} stays quiet when its series vanishes.`, {
          help: 'Write "noData: notify".',
        }),
      ),
  examples: {
    bad: [{ application: 'alerts: { settle-missed: { condition: { noData: keep } } }' }],
    good: [{}],
  },
});
