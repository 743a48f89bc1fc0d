import { connectionOnly } from '../not-yet.ts';
import { connection } from './schema.ts';

/** Statuspage: definitions connect to it; it measures nothing. */
export const statuspage = connectionOnly('statuspage', 'Statuspage', connection);
