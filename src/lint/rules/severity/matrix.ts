import type { Priority } from '../../../definitions/types.ts';
import { priorities } from '../../../definitions/types.ts';
import { defineRule } from '../../rule.ts';

type Tier = 1 | 2 | 3 | 4;

/** The highest priority that a symptom may have, by the tier of its application. */
const bySymptom: Readonly<Record<Tier, Priority>> = { 1: 'P1', 2: 'P1', 3: 'P2', 4: 'P3' };

/** Causes, forecasts and things that can wait for a working day: nobody is affected yet. */
const byForecast: Readonly<Record<Tier, Priority>> = { 1: 'P2', 2: 'P2', 3: 'P3', 4: 'P4' };
const forecasts = new Set(['saturation', 'capacity', 'certificate', 'backlog', 'no-data']);

export default defineRule({
  id: 'severity/matrix',
  summary: 'The priority fits the tier of the application and the category of the symptom.',
  why: 'When a tool that three people use may call as loudly as the checkout, priorities mean nothing, and the person on call learns to treat all of them alike.',
  presets: { recommended: 'error', strict: 'error', import: 'off' },
  messages: {
    high: '{priority} is too high: for the category {category} in an application of tier {tier} it is {allowed} at most. Lower the priority, or raise the tier of {application}.',
  },
  examples: {
    bad: [
      { application: 'tier: 4' },
      { alert: 'category: certificate', because: 'It fires weeks before anybody is harmed.' },
    ],
    good: [{ because: 'Failing payments of a tier 1 application.' }, { application: 'tier: 3', alert: 'priority: P2' }],
  },
  visit: {
    alert(alert, context) {
      const { category, priority } = alert;
      const tier = context.application?.tier as Tier | undefined;
      // Security is urgent wherever it happens.
      if (tier === undefined || category === undefined || category === 'security') return;
      const allowed = (forecasts.has(category) ? byForecast : bySymptom)[tier];
      if (priorities.indexOf(priority) >= priorities.indexOf(allowed)) return;
      const data = { priority, category, tier, allowed, application: alert.application };
      context.report({ message: 'high', at: ['priority'], data });
    },
  },
});
