import { connectionOnly } from '../not-yet.ts';
import { connection } from './schema.ts';

/** Jira Service Management: definitions connect to it; it measures nothing. */
export const jsm = connectionOnly('jsm', 'Jira Service Management', connection);
