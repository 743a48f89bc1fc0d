import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** The fields of a connection with `vendor: slack`. */
export const connection: Schema = s.object(
  {
    token: { ...s.secret('Bot token.'), examples: [{ env: 'SLACK_TOKEN' }] },
    workspace: s.text("The workspace's name, where monitoring systems know several.", {
      pattern: '^[A-Za-z0-9_-]+$',
      expected: 'a name of letters, digits, hyphens and underscores',
      examples: ['acme'],
    }),
  },
  'A Slack workspace.',
);
