import type { Inputs } from './compiling.ts';

/** Fields of an alert policy that leave an alert as it is: https://docs.opsgenie.com/docs/policy-api-v2 */
export const unchanged: Inputs = {
  message: '{{message}}',
  alias: '{{alias}}',
  alertDescription: '{{description}}',
  entity: '{{entity}}',
  source: '{{source}}',
};
