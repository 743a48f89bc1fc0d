import { formatDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';

const shortest = 60;
const longest = 8 * 3600;

/** They fire weeks ahead: what takes days is begun in time. */
const forecasts = new Set(['certificate', 'capacity']);

export default defineRule({
  id: 'runbook/expected-time-sane',
  summary: 'What calls somebody is expected to be resolved within a minute to eight hours.',
  why: 'What takes seconds should be done by a machine. What takes days is a project: nobody has to be woken to begin with it.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    short:
      'The expected time is {time}, less than it takes to open a computer. Say how long the resolution really takes, or automate it.',
    long: 'The expected time is {time}, but the alert calls somebody. Say in the runbook how to stop the harm within hours, or send the alert to a channel.',
  },
  examples: {
    bad: [{ alert: 'runbook: { expectedTime: 20s }' }, { alert: 'runbook: { expectedTime: 2d }' }],
    good: [
      { alert: 'runbook: { expectedTime: 4h }' },
      {
        because: 'It fires weeks ahead.',
        alert: '{ priority: P3, category: certificate, runbook: { expectedTime: 5d } }',
      },
      {
        because: 'Nobody is called.',
        alert: '{ priority: P4, notify: { critical: { channel: default } }, runbook: { expectedTime: 2d } }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const seconds = alert.runbook?.expectedTime;
      if (!alert.pages || seconds === undefined || (seconds >= shortest && seconds <= longest)) return;
      if (seconds > longest && forecasts.has(alert.category ?? '')) return;
      const at = alert.runbook?.from === undefined ? ['runbook', 'expectedTime'] : ['runbook'];
      const time = seconds < 60 ? `${seconds}s` : formatDuration(seconds);
      context.report({ message: seconds < shortest ? 'short' : 'long', at, data: { time } });
    },
  },
});
