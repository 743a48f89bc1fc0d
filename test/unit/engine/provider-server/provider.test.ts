import any from 'google-protobuf/google/protobuf/any_pb.js';
import status from '@pulumi/pulumi/proto/status_pb.js';
import { expect, test } from 'vitest';
import { AlertsProvider } from '../../../../src/engine/provider-server/alerts-provider.ts';
import { packageSchema } from '../../../../src/engine/provider-server/package-schema.ts';
import { Vendors, type Account } from '../../../../src/engine/vendors/vendors.ts';
import { provider, struct } from '../../../../src/engine/wire/protocol.ts';
import { RpcChannel, RpcError } from '../../../../src/engine/wire/rpc-bytes.ts';
import { fromStruct, toStruct, unknownValue, withoutSecrecy } from '../../../../src/engine/wire/values.ts';
import type { RestVendor } from '../../../../src/providers/rest-vendor.ts';
import type { AccountClient } from '../../../../src/engine/provider-server/rest-client.ts';
import { rest } from '../../../../src/providers/statuscake/rest.ts';
import { heartbeatType, uptimeType } from '../../../../src/providers/statuscake/shapes.ts';

const urnOf = (type: string): string => `urn:pulumi:production.payments::shop::${type}::one`;
const inputs = { name: 'export', period: 60 };

/** StatusCake with other calls for heartbeats. */
function served(calls: Partial<NonNullable<RestVendor['resources'][string]>>): AlertsProvider {
  const heartbeat = rest.resources[heartbeatType];
  if (!heartbeat) throw new Error('StatusCake has no heartbeats.');
  const vendor = { ...rest, resources: { [heartbeatType]: { ...heartbeat, ...calls } } };
  const client = { finishing: {} } as AccountClient;
  return new AlertsProvider({ vendor: async () => ({ vendor, client: () => client }), schema: async () => '{}' });
}

function creation(preview: boolean): Buffer {
  const request = new provider.CreateRequest();
  request.setUrn(urnOf(heartbeatType));
  request.setProperties(toStruct(inputs));
  request.setPreview(preview);
  return Buffer.from(request.serializeBinary());
}

test('what is created and cannot be read back is kept by the engine: the error carries id, inputs and state', async () => {
  const own = served({
    create: async () => '17',
    read: async () => {
      throw new Error('a cut line');
    },
  });
  const failed = (await own.answer('Create', creation(false)).catch((error: unknown) => error)) as RpcError;
  expect(failed).toBeInstanceOf(RpcError);
  expect(failed.message).toBe('It was created as 17, but reading it back failed: a cut line');
  const details = status.Status.deserializeBinary(new Uint8Array(Buffer.from(failed.details ?? '', 'base64')));
  const [packed] = details.getDetailsList() as unknown as InstanceType<typeof any.Any>[];
  expect(packed?.getTypeUrl()).toBe('type.googleapis.com/pulumirpc.ErrorResourceInitFailed');
  const kept = provider.ErrorResourceInitFailed.deserializeBinary(packed?.getValue_asU8() ?? new Uint8Array());
  expect([kept.getId(), fromStruct(kept.getInputs())]).toEqual(['17', inputs]);
});

test('a secret output is marked, unknown in a preview, and never an input', async () => {
  const read = { id: '17', properties: { ...inputs, pingUrl: 'https://push.example/?PK=1' } };
  const own = served({ create: async () => '17', read: async () => read });
  const made = provider.CreateResponse.deserializeBinary(new Uint8Array(await own.answer('Create', creation(false))));
  const state = fromStruct(made.getProperties());
  expect(Object.keys(state['pingUrl'] as object)).toHaveLength(2);
  expect(withoutSecrecy(state)).toEqual({ ...inputs, pingUrl: read.properties.pingUrl });
  const seen = provider.CreateResponse.deserializeBinary(new Uint8Array(await own.answer('Create', creation(true))));
  expect([seen.getId(), withoutSecrecy(fromStruct(seen.getProperties()))]).toEqual([
    '',
    { ...inputs, pingUrl: unknownValue },
  ]);
});

test('an object that is gone reads as an empty id', async () => {
  const request = new provider.ReadRequest();
  request.setUrn(urnOf(heartbeatType));
  request.setId('17');
  const bytes = Buffer.from(request.serializeBinary());
  const answer = await served({ read: async () => undefined }).answer('Read', bytes);
  expect(provider.ReadResponse.deserializeBinary(new Uint8Array(answer)).getId()).toBe('');
});

test('the schema has every type, what it needs, and what is secret', () => {
  const schema = JSON.parse(packageSchema([rest])) as {
    resources: Record<string, { requiredInputs: string[]; properties: Record<string, { secret?: boolean }> }>;
    config: { variables: Record<string, { secret?: boolean }> };
  };
  expect(Object.keys(schema.resources)).toEqual(Object.keys(rest.resources));
  expect(schema.resources[uptimeType]?.requiredInputs).toEqual(['name', 'testType', 'websiteUrl', 'checkRate']);
  expect(schema.resources[heartbeatType]?.properties['pingUrl']).toMatchObject({ type: 'string', secret: true });
  expect(schema.config.variables['statuscakeApiKey']).toMatchObject({ secret: true });
});

test('vendors of one unit share a port; calls find theirs by the type of the object', async () => {
  const asked: string[] = [];
  const account = (name: string) =>
    ({
      provider: { package: 'alerts' },
      plugin: async () => async (method: string) => {
        asked.push(`${name} ${method}`);
        return Buffer.from(new struct.Struct().serializeBinary());
      },
    }) as unknown as Account;
  const vendors = new Vendors({} as ConstructorParameters<typeof Vendors>[0]);
  const ports = await vendors.ports(
    new Map([
      ['statuscake', account('statuscake')],
      ['graylog', account('graylog')],
    ]),
  );
  expect([...ports.keys()]).toEqual(['alerts']);
  const channel = new RpcChannel(`127.0.0.1:${ports.get('alerts')}`);
  for (const type of ['alerts:graylog/stream:Stream', uptimeType]) {
    const request = new provider.DeleteRequest();
    request.setId('1');
    request.setUrn(urnOf(type));
    await channel.call('/pulumirpc.ResourceProvider/Delete', request.serializeBinary());
  }
  await channel.call('/pulumirpc.ResourceProvider/Configure', new Uint8Array());
  channel.close();
  await vendors.close();
  expect(asked).toEqual(['graylog Delete', 'statuscake Delete', 'statuscake Configure']);
});
