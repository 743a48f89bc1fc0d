import type { ResolvedAlert } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';
import { counted, queue } from '../../support/examples.ts';
import { firesAbove, measurementOf } from '../../support/measurement.ts';
import { countsEvents } from '../../support/queries.ts';
import { replaceValue } from '../../support/replace-value.ts';

/** Alerts whose whole point is that something is missing. */
const absence = new Set(['heartbeat', 'no-data']);
const title = 'Notify when data are missing';

export default defineRule({
  id: 'nodata/heartbeat-must-notify',
  summary: 'An alert about something that is missing notifies when its data are missing.',
  why: 'When the job, the consumer or the agent is gone, so is its metric. An alert that treats this as health, or keeps the last state, is silent in the one case it was written for.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  fixable: true,
  messages: {
    silent:
      'This alert watches for something that stops, and when it stops there are no data; with "noData: {noData}" nobody hears of it. Use "noData: notify".',
  },
  examples: {
    bad: [
      {
        alert: counted({ is: 'below', critical: 1, over: '30m', noData: 'keep' }, 'category: heartbeat'),
        fixed: 'noData: notify',
      },
      { alert: queue('consumers', { is: 'below', critical: 1, reduce: 'max', noData: 'ok' }, 'category: consumers') },
    ],
    good: [
      { alert: counted({ is: 'below', critical: 1, over: '30m', noData: 'notify' }, 'category: heartbeat') },
      { because: 'a share needs no silence alarm', alert: 'condition: { noData: ok }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const { condition } = alert;
      if (condition.kind !== 'measurement' && condition.kind !== 'check') return;
      const { noData } = condition;
      if (!noData || noData === 'notify' || !watchesAbsence(alert)) return;
      const at = ['condition', 'noData'];
      const fix = replaceValue(alert, at, 'notify', title);
      context.report({ message: 'silent', at, data: { noData }, ...(fix ? { fix } : {}) });
    },
  },
});

function watchesAbsence(alert: ResolvedAlert): boolean {
  if (absence.has(alert.category ?? '')) return true;
  const condition = measurementOf(alert);
  if (!condition || firesAbove(condition)) return false;
  if (alert.category === 'consumers' || alert.source.fields['measure'] === 'consumers') return true;
  const reachesZero = condition.is === 'below' ? (condition.critical ?? 2) <= 1 : (condition.critical ?? 1) <= 0;
  return reachesZero && countsEvents(alert) && alert.groups === undefined;
}
