import * as s from '../../definitions/schema/parts.ts';
import type { Schema } from '../provider.ts';

/** Sites of Datadog: https://docs.datadoghq.com/getting_started/site/ */
export const sites = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'uk1.datadoghq.com',
  'ddog-gov.com',
  'us2.ddog-gov.com',
] as const;

/** The fields of a connection with `vendor: datadog`. */
export const connection: Schema = s.object(
  {
    site: s.oneOf([...sites], 'Site of the account.', { examples: ['datadoghq.eu'] }),
    apiKey: { ...s.secret('API key.'), examples: [{ env: 'DD_API_KEY' }] },
    appKey: { ...s.secret('Application key; log monitors need an unscoped one.'), examples: [{ env: 'DD_APP_KEY' }] },
    env: s.text("Value of the tag `env` in this environment, for `apm`; the environment's name by default.", {
      examples: ['${dd}'],
    }),
  },
  'A Datadog account.',
);
