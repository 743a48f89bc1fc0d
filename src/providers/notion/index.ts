import { connectionOnly } from '../not-yet.ts';
import { connection } from './schema.ts';

/** Notion: definitions connect to it; it measures nothing. */
export const notion = connectionOnly('notion', 'Notion', connection);
