import { defineRule } from '../../rule.ts';

const empty = new Set(
  (
    'a an the is are was in on of for with and or not no to by has have had it its this that there some something ' +
    'error errors problem problems issue issues alert alerts alarm alarms test tests testing failed fail failure failures ' +
    'warning warnings critical high low bad wrong broken broke ko incident incidents trouble bug bugs exception exceptions ' +
    'too monitor check checks monitoring anomaly anomalies unknown status threshold exceeded ' +
    'erreur erreurs problème problèmes alerte alertes panne défaut le la les un une des de du'
  ).split(' '),
);

export default defineRule({
  id: 'name/vague',
  summary: 'The description says what is wrong, not only that something is.',
  why: 'Whoever is woken by "checkout-api | payments | Error" has to open three tools before they know whether to get up. Vague names are the first of the known alert anti-patterns.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    vague:
      'The description "{description}" does not say what is wrong. Name what the user cannot do any more, or what stopped, such as "Card payments fail".',
  },
  examples: {
    bad: [
      { alert: 'description: Errors too high', because: '"too high" adds nothing to "errors".' },
      { alert: 'description: Test alert' },
    ],
    good: [
      { alert: 'description: Card payments fail' },
      { alert: 'description: Slow answers' },
      { alert: 'description: Requests fail' },
    ],
  },
  visit: {
    alert(alert, context) {
      const words = wordsOf(alert.description.replace(/\{\{[^{}]*\}\}/g, ''));
      if (words.some((word) => !empty.has(word) && !/^\d+$/.test(word))) return;
      context.report({ message: 'vague', at: ['description'], data: { description: alert.description } });
    },
  },
});

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
