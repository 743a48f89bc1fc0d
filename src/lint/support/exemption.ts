/** An exemption document for the examples of rules. */
export function exemptionDocument(fields: Readonly<Record<string, string | undefined>>): string {
  const all = {
    check: 'test/exists',
    when: '{ application: checkout-api }',
    reason: 'The acquirer has no sandbox before spring',
    owner: 'ana',
    approvedBy: 'bo',
    until: '2026-12-31',
    ...fields,
  };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  return ['apiVersion: alerts/v1', 'kind: Exemption', 'id: no-sandbox', ...lines, ''].join('\n');
}
