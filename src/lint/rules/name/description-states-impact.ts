import { defineRule } from '../../rule.ts';

/** Words of machines: a description made of them says nothing to whoever decides whether to get up. */
const technical =
  /\b(cpus?|ram|heap|memory|disks?|inodes?|threads?|pods?|nodes?|replicas?|containers?|sockets?|connections?|gc|jvm|iops|latency|p\d{2}|5xx|4xx|lag|throughput|load average|queue depth|oom|http [45]\d\d|timeouts?|exceptions?|restarts?)\b/i;

export default defineRule({
  id: 'name/description-states-impact',
  summary: 'A page that speaks of machines says who is affected.',
  why: '"p95 above threshold" does not tell the person who is woken whether customers suffer or nobody does, and so whether it can wait until morning.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    impact:
      'The description speaks of "{word}" and nothing says who is affected. Add "impact: …", or describe what users cannot do.',
  },
  examples: {
    bad: [{ alert: '{ description: p95 latency is high, impact: null }' }],
    good: [
      { alert: '{ description: p95 latency is high, impact: Shoppers wait and leave the checkout. }' },
      { because: 'It says what users cannot do.', alert: '{ description: Card payments fail, impact: null }' },
    ],
  },
  visit: {
    alert(alert, context) {
      if (!alert.pages || alert.impact !== undefined) return;
      const word = technical.exec(alert.description)?.[0];
      if (word !== undefined) context.report({ message: 'impact', at: ['description'], data: { word } });
    },
  },
});
