import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** The fields of a connection with `vendor: statuspage`. */
export const connection: Schema = s.object(
  {
    apiKey: { ...s.secret('API key.'), examples: [{ env: 'STATUSPAGE_API_KEY' }] },
    page: s.text('Id of the page.', { examples: ['kctbh9vrtdwd'] }),
  },
  'A Statuspage page.',
);
