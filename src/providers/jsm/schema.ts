import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** The fields of a connection with `vendor: jsm`. */
export const connection: Schema = s.object(
  {
    cloudId: s.text('Id of the Atlassian site.', { examples: ['6f6a5a3e-0d0b-4b0e-9a43-1d6f6f0a1f57'] }),
    user: { ...s.secret('E-mail address of the account.'), examples: [{ env: 'ATLASSIAN_USER' }] },
    token: { ...s.secret('API token of the account.'), examples: [{ env: 'ATLASSIAN_TOKEN' }] },
    handle: s.text("How monitoring systems name a squad's integration in their texts.", {
      pattern: '^@\\S+$',
      expected: 'a handle such as "@opsgenie-${squad}"',
      examples: ['@opsgenie-${squad}'],
    }),
  },
  'Operations of Jira Service Management.',
);
