import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** The fields of a connection with `vendor: pagerduty`. */
export const connection: Schema = s.object(
  {
    apiKey: { ...s.secret('REST API key.'), examples: [{ env: 'PAGERDUTY_TOKEN' }] },
    region: s.oneOf(['us', 'eu'], 'Region of the account; `us` by default.', { examples: ['eu'] }),
    handle: s.text("How monitoring systems name a squad's service in their texts.", {
      pattern: '^@\\S+$',
      expected: 'a handle such as "@pagerduty-${squad}"',
      examples: ['@pagerduty-${squad}'],
    }),
  },
  'A PagerDuty account.',
);
