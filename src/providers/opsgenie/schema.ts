import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** The fields of a connection with `vendor: opsgenie`. */
export const connection: Schema = s.object(
  {
    apiKey: { ...s.secret('API key of the account.'), examples: [{ env: 'OPSGENIE_API_KEY' }] },
    watchKey: {
      ...s.secret('Key of the integration with which `alerts watch` opens and closes alerts.'),
      examples: [{ env: 'OPSGENIE_WATCH_KEY' }],
    },
    region: s.oneOf(['us', 'eu'], 'Region of the account; `us` by default.', { examples: ['eu'] }),
    handle: s.text("How monitoring systems name a squad's integration in their texts.", {
      pattern: '^@\\S+$',
      expected: 'a handle such as "@opsgenie-${squad}"',
      examples: ['@opsgenie-${squad}'],
    }),
  },
  'An Opsgenie account.',
);
