import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identityOfName, logicalName } from '../../../src/graph/logical-name.ts';

describe('logicalName', () => {
  test.each([
    ['production/checkout-api/card-errors', 'production_checkout-api_card-errors'],
    ['production/checkout-api/emails.backlog#mute', 'production_checkout-api_emails__backlog___mute'],
    ['oncall/payments/schedule/run', 'oncall_payments_schedule_run'],
    ['prod_eu/api/x', 'prod_eu_api_x____d7762906329c'],
  ])('%s', (identity, name) => {
    expect(logicalName(identity)).toBe(name);
    expect(identityOfName(name)).toBe(name.includes('____') ? name : identity);
  });

  test('is short and safe, and differs for different identities', () => {
    const segment = fc.string({ unit: fc.constantFrom('a', '1', '-', '.', '_', '/', '#', 'é', ' '), maxLength: 12 });
    const identity = fc.oneof(
      segment,
      fc.string({ unit: 'binary' }),
      segment.map((text) => text.repeat(20)),
    );
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        expect(logicalName(a)).toMatch(/^[A-Za-z0-9_-]{1,100}$/);
        if (a !== b) expect(logicalName(a)).not.toBe(logicalName(b));
        expect([a, logicalName(a)]).toContain(identityOfName(logicalName(a)));
      }),
      { numRuns: 2000 },
    );
  });
});
