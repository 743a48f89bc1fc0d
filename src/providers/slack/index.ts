import { connectionOnly } from '../not-yet.ts';
import { connection } from './schema.ts';

/** Slack: definitions connect to it; it measures nothing. */
export const slack = connectionOnly('slack', 'Slack', connection);
