import { describe, expect, test } from 'vitest';
import { bucketAddress } from '../../../src/engine/state/bucket-address.ts';

const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('the address of a bucket', () => {
  test.each([
    ['s3://state?region=eu-west-3', 'https://state.s3.eu-west-3.amazonaws.com/', ''],
    ['s3://state/alerts/prod?region=eu-west-3', 'https://state.s3.eu-west-3.amazonaws.com/', 'alerts/prod/'],
    ['s3://state.shop.example?region=eu-west-3', 'https://s3.eu-west-3.amazonaws.com/state.shop.example/', ''],
    ['s3://state?region=cn-north-1', 'https://state.s3.cn-north-1.amazonaws.com.cn/', ''],
    ['s3://state?region=x&endpoint=minio:9000&disableSSL=true&s3ForcePathStyle=true', 'http://minio:9000/state/', ''],
    ['s3://state?region=x&endpoint=https://storage.example', 'https://state.storage.example/', ''],
    ['s3://state?region=x&prefix=team/', 'https://state.s3.x.amazonaws.com/', 'team/'],
  ])('%s', (url, base, prefix) => expect(bucketAddress(url, env)).toMatchObject({ base, prefix }));

  test('has its region from the environment where the URL has none', () => {
    expect(bucketAddress('s3://state', { ...env, AWS_DEFAULT_REGION: 'eu-west-1' }).region).toBe('eu-west-1');
    expect(() => bucketAddress('s3://state', env)).toThrow(/set AWS_REGION/);
  });

  test.each(['s3://state?region=x.attacker.example/', 's3://state?region=x%23', 's3://u@attacker.example%2F?region=x'])(
    'names no other server: %s',
    (url) => expect(() => bucketAddress(url, env)).toThrow(),
  );

  test('says how to turn a profile into credentials that it takes', () => {
    expect(() => bucketAddress('s3://state?region=x', { AWS_PROFILE: 'prod' })).toThrow(
      /export-credentials --format env --profile prod/,
    );
    expect(() => bucketAddress('s3://state?region=x&profile=dev', env)).toThrow(/not from "profile".*--profile dev/);
  });

  test('takes the session of temporary credentials along', () =>
    expect(bucketAddress('s3://state?region=x', { ...env, AWS_SESSION_TOKEN: 't' }).sessionToken).toBe('t'));
});
