import provider from '@pulumi/pulumi/proto/provider_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import { describe, expect, test } from 'vitest';
import { mutationOf } from '../../../src/engine/proxy/mutation.ts';
import { stackOfUrn, subjectOf, type Subject } from '../../../src/engine/proxy/subject.ts';

const type = 'datadog:index/monitor:Monitor';
const urn = `urn:pulumi:production.shop::alerts::${type}::checkout`;
const properties = struct.Struct.fromJavaScript({ name: 'Zu viele Fehler – ½', tags: ['a', 'b'], nested: { n: 1 } });

const bytes = (message: { serializeBinary(): Uint8Array }): Buffer => Buffer.from(message.serializeBinary());
const create = (preview: boolean): Buffer =>
  bytes(new provider.CreateRequest().setUrn(urn).setProperties(properties).setTimeout(3).setPreview(preview));
const update = (preview: boolean): Buffer =>
  bytes(
    new provider.UpdateRequest()
      .setId('17')
      .setUrn(urn)
      .setOlds(properties)
      .setNews(properties)
      .setIgnorechangesList(['tags'])
      .setPreview(preview),
  );

describe('what a call is about', () => {
  test.each<[string, Buffer, Subject]>([
    ['Create', create(true), { urn, id: '', preview: true }],
    ['Create', create(false), { urn, id: '', preview: false }],
    ['Update', update(true), { urn, id: '17', preview: true }],
    ['Update', update(false), { urn, id: '17', preview: false }],
    ['Delete', bytes(new provider.DeleteRequest().setId('17').setUrn(urn)), { urn, id: '17', preview: false }],
    ['Diff', bytes(new provider.DiffRequest().setId('17').setUrn(urn)), { urn, id: '17', preview: false }],
  ])('%s', (method, request, expected) => {
    const padded = Buffer.concat([Buffer.from('before'), request, Buffer.from('after')]);
    expect(subjectOf(method, padded.subarray(6, 6 + request.length))).toEqual(expected);
    expect(subjectOf('Check', request)).toBeUndefined();
    expect(stackOfUrn(expected.urn)).toBe('production.shop');
  });

  test('only what is no preview changes something', () => {
    const of = (method: string, request: Buffer): unknown => mutationOf(method, subjectOf(method, request) as Subject);
    expect([of('Create', create(true)), of('Update', update(true))]).toEqual([undefined, undefined]);
    expect(of('Create', create(false))).toEqual({ kind: 'create', urn, type });
    expect(of('Update', update(false))).toEqual({ kind: 'update', urn, type, id: '17' });
  });
});
