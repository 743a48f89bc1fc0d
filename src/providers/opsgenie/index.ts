import { connectionOnly } from '../not-yet.ts';
import { connection } from './schema.ts';

/** Opsgenie: definitions connect to it; it measures nothing. */
export const opsgenie = connectionOnly('opsgenie', 'Opsgenie', connection);
