import { connectionOnly } from '../not-yet.ts';
import { connection } from './schema.ts';

/** PagerDuty: definitions connect to it; it measures nothing. */
export const pagerduty = connectionOnly('pagerduty', 'PagerDuty', connection);
