import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** The fields of a connection with `vendor: notion`. */
export const connection: Schema = s.object(
  {
    token: { ...s.secret('Integration token.'), examples: [{ env: 'NOTION_TOKEN' }] },
    page: s.text('Id of the page below which pages are written.', { examples: ['1f0c2a9d7be34a5f'] }),
  },
  'A Notion workspace.',
);
