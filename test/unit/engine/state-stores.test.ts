import path from 'node:path';
import { expect, test } from 'vitest';
import { openStateStores } from '../../../src/engine/state/state-stores.ts';
import { placeOfState } from '../../../src/engine/workspace/backend.ts';

const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' };
const root = path.resolve('/checkout/.alerts');

function stores(state: string | undefined): { own: string; engine: string | undefined; shared: boolean } {
  const { own, engine, shared } = openStateStores(placeOfState(state, env), root, '7f3c9a52e1', env);
  return { own: own.nameOf('graph/x.json'), engine: engine?.nameOf('.pulumi/x'), shared };
}

test('what is ours lies where the state lies, when that can be reached', () => {
  expect(stores(undefined)).toEqual({
    own: path.join(root, 'graph', 'x.json'),
    engine: path.join(root, 'state', '.pulumi', 'x'),
    shared: false,
  });
  expect(stores('file:///srv/state')).toEqual({
    own: path.resolve('/srv/state/.alerts/7f3c9a52e1/graph/x.json'),
    engine: path.resolve('/srv/state/.pulumi/x'),
    shared: true,
  });
  expect(stores('s3://bucket/deep?region=eu-west-3')).toEqual({
    own: 'https://bucket.s3.eu-west-3.amazonaws.com/deep/.alerts/7f3c9a52e1/graph/x.json',
    engine: 'https://bucket.s3.eu-west-3.amazonaws.com/deep/.pulumi/x',
    shared: true,
  });
});

test.each(['gs://bucket', 'azblob://container?storage_account=a'])(
  '%s: in the checkout, where the engine’s locks are not seen',
  (state) => {
    expect(stores(state)).toEqual({ own: path.join(root, 'graph', 'x.json'), engine: undefined, shared: false });
  },
);
