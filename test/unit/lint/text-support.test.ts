import { describe, expect, it } from 'vitest';
import type { ScalarNode } from '../../../src/definitions/source/node.ts';
import { SourceFile } from '../../../src/definitions/source/source-file.ts';
import { fillerIn } from '../../../src/lint/support/filler.ts';
import { mendText } from '../../../src/lint/support/mend-text.ts';
import { secretIn } from '../../../src/lint/support/secrets.ts';

/** Tokens are put together here, so that scanners of repositories do not find them. */
const joined = (...parts: string[]): string => parts.join('');

describe('secretIn', () => {
  it.each([
    joined('AKIA', 'IOSFODNN7EXAMPLE'),
    joined('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'),
    joined('xoxb-', '123456789012-abcdefghij'),
    joined('dd_api_key=', '0123456789abcdef0123456789abcdef'),
    joined('-----BEGIN RSA ', 'PRIVATE KEY-----'),
    joined('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.abcdefg'),
    'amqp://guest:gu3stpw@rabbit:5672/',
    'password=hunter2x',
    'the token: 9f8e7d6c5b4a',
  ])('sees %s', (text) => expect(secretIn(text)).toBeDefined());

  it.each([
    'Renew it with `vault kv put idv/webhook secret=...`',
    'psql postgres://$USER:$PASSWORD@db/payments',
    'token: {{value}}',
    'api_key=DD_API_KEY1',
    'secret: kv/payments/db-2024',
    'password: rotated2 is wrong'.replace('rotated2', 'rotated'),
    'The token expires on 2026-01-01, token: 2026-01-01',
    'commit 0123456789abcdef0123456789abcdef01234567',
    'https://user@host.example/path',
    'openssl s_client -connect host:443 -servername host',
  ])('is quiet on %s', (text) => expect(secretIn(text)).toBeUndefined());

  it('never repeats the secret', () => expect(secretIn('password=hunter2x')).not.toContain('hunter2x'));
});

describe('fillerIn', () => {
  it.each([
    'TODO',
    'to be completed',
    'See (TBD)',
    '...',
    'xxx',
    'À compléter',
    'n/a',
    'Ask <your team>',
    'lorem ipsum dolor',
  ])('sees %s', (text) => expect(fillerIn(text)).toBeDefined());

  it.each([
    'Wait for the snapshot to be written.',
    'Fill in the form of the acquirer, then call them.',
    'Delete the pod <pod>.',
    'None of the brokers answers.',
    'Send the customer the form to be completed.',
  ])('is quiet on %s', (text) => expect(fillerIn(text)).toBeUndefined());
});

describe('mendText', () => {
  const scalar = (raw: string, value: string): ScalarNode => ({
    kind: 'scalar',
    value,
    file: new SourceFile('a.yaml', `key: ${raw}\n`, ''),
    start: 5,
    end: 5 + raw.length,
  });

  it('keeps quotes', () => {
    const edit = mendText(scalar("'a '", 'a '), 'a', 'Trim')?.edits[0];
    expect(edit).toEqual({ file: 'a.yaml', range: { start: 6, end: 8 }, text: 'a' });
  });

  it('refuses what is not written as it reads', () => {
    expect(mendText(scalar('"a\\t"', 'a\t'), 'a', 'Trim')).toBeUndefined();
    expect(mendText(scalar('${x}!', 'b!'), 'b', 'Trim')).toBeUndefined();
    expect(mendText(scalar('a', 'a'), '', 'Trim')).toBeUndefined();
  });
});
