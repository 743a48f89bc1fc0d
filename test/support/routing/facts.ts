import type { AlertFacts } from '../../../src/oncall/routing/alert-facts.ts';

/** Facts of an alert of squad `payments` that pages as P1. */
export function alertFacts(more: Partial<AlertFacts> = {}): AlertFacts {
  const application = more.application ?? 'checkout-api';
  return {
    identity: `production/${application}/card-errors`,
    environment: 'production',
    squad: 'payments',
    application,
    alert: 'card-errors',
    types: ['http-service'],
    tier: 1,
    category: 'errors',
    priority: 'P1',
    tags: {},
    title: `${application} | payments | Card payments fail`,
    description: 'Card payments fail',
    vendor: 'datadog',
    reaches: { squad: 'payments' },
    groups: {},
    transition: 'critical',
    notify: ['on-call'],
    ...more,
  };
}
