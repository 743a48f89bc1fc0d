import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { isBareNumber, measurementOf } from '../../support/measurement.ts';

const duration = 'p95:payments.card.duration{env:${dd}}';

export default defineRule({
  id: 'threshold/seconds-or-milliseconds',
  summary: 'A bare number on a latency is plausible in its unit.',
  why: 'A latency threshold of 800 on a metric in seconds is thirteen minutes: the alert stays silent while every customer has given up.',
  presets: { recommended: 'warning', strict: 'error', import: 'warning' },
  messages: {
    seconds:
      '{value} on a latency in seconds is {minutes} minutes: write "{value}ms" if milliseconds are meant, or the duration with its unit.',
    milliseconds:
      '{value} on a latency in milliseconds is shorter than any request: write "{value}s" if seconds are meant, or the duration with its unit.',
  },
  examples: {
    bad: [
      { alert: gauge({ critical: 800 }, 'category: latency', duration, 's') },
      { alert: gauge({ critical: 0.8 }, 'category: latency', duration, 'ms') },
    ],
    good: [
      { alert: gauge({ critical: '800ms' }, 'category: latency', duration, 's') },
      { alert: gauge({ critical: 0.8 }, 'category: latency', duration, 's') },
    ],
  },
  visit: {
    alert(alert, context) {
      const value = measurementOf(alert)?.critical;
      const at = ['condition', 'critical'];
      if (value === undefined || alert.category !== 'latency' || !isBareNumber(alert, at)) return;
      const data = { value, minutes: Math.round(value / 6) / 10 };
      if (alert.source.unit === 's' && value >= 100) context.report({ message: 'seconds', at, data });
      if (alert.source.unit === 'ms' && value > 0 && value < 1) context.report({ message: 'milliseconds', at, data });
    },
  },
});
