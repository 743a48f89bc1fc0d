import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** `source.__name__.query`. Every field has a description and an example; nothing is required, since an alert may be a patch. */
export const query: Schema = s.object(
  {
    query: s.text('What is measured.', { examples: ['errors per minute'] }),
    unit: s.text('Unit of the value.', { examples: ['count'] }),
  },
  'What __Title__ measures.',
);

/** The fields of a connection with `vendor: __name__`. Secrets are read from the environment, never written. */
export const connection: Schema = s.object(
  {
    url: s.url('Address of __Title__.'),
    apiKey: { ...s.secret('API key.'), examples: [{ env: 'API_KEY' }] },
  },
  'A __Title__ account.',
);
