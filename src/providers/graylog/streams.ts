import type { Json } from '../../graph/types.ts';
import type { Fields, RestClient, RestObject, RestResource } from '../rest-vendor.ts';
import { markerInText } from '../marker.ts';
import { serverVersion } from './server-version.ts';
import { shapes, streamType } from './shapes.ts';
import type { StreamNames } from './wire-definition.ts';

const path = '/streams';

async function all(client: RestClient): Promise<readonly Fields[]> {
  const answer = await client.find(path);
  return (answer?.body as Fields | undefined)?.['streams'] as readonly Fields[];
}

/** Streams by title, as they are now. */
export async function streamNames(client: RestClient): Promise<StreamNames> {
  const streams = await all(client);
  const withTitle = (title: Json | undefined): readonly Fields[] => streams.filter((one) => one['title'] === title);
  return {
    idOf: (title) => {
      const [first, second] = withTitle(title);
      if (!first) throw new Error(`Graylog has no stream "${title}".`);
      if (second) throw new Error(`Graylog has several streams "${title}": rename all but one.`);
      return String(first['id']);
    },
    titleOf: (id) => {
      const title = streams.find((one) => one['id'] === id)?.['title'];
      return title !== undefined && withTitle(title).length === 1 ? String(title) : id;
    },
  };
}

function objectOf(data: Fields): RestObject {
  const marker = markerInText(data['description']);
  const rules = ((data['rules'] ?? []) as readonly Fields[]).map(
    ({ type = 0, field = '', value, inverted = false }) => ({
      type,
      field,
      value: value ?? '',
      inverted,
    }),
  );
  return {
    id: String(data['id']),
    properties: {
      title: data['title'] ?? '',
      description: data['description'] ?? '',
      match: data['matching_type'] ?? 'AND',
      rules,
      paused: data['disabled'] ?? false,
    },
    ...(marker ? { marker } : {}),
  };
}

function bodyOf({ title = '', description = '', match = 'AND' }: Fields): Fields {
  return { title, description, matching_type: match, remove_matches_from_default_stream: false };
}

async function defaultIndexSet(client: RestClient): Promise<Json> {
  const { body } = await client.request('GET', '/system/indices/index_sets', { query: { skip: '0', limit: '0' } });
  const sets = ((body as Fields)['index_sets'] ?? []) as readonly Fields[];
  const id = sets.find((one) => one['default'] === true)?.['id'];
  if (id === undefined) throw new Error('Graylog names no default index set, which a stream is to write to.');
  return id;
}

/** A new stream takes no messages until it is told to. Graylog2/graylog2-server, StreamResource.java */
async function pause(id: string, { paused }: Fields, client: RestClient): Promise<void> {
  await client.request('POST', `${path}/${id}/${paused === true ? 'pause' : 'resume'}`, { repeatable: true });
}

/** New rules come before old ones go, so that no message is lost between. */
async function replaceRules(id: string, rules: readonly Json[], client: RestClient): Promise<void> {
  const at = `${path}/${id}/rules`;
  const { body } = await client.request('GET', at);
  for (const rule of rules) await client.request('POST', at, { json: rule });
  for (const old of ((body as Fields)['stream_rules'] ?? []) as readonly Fields[])
    await client.remove(`${at}/${String(old['id'])}`);
}

/** Streams that a definition brings; those that it names by title alone are somebody else's. */
export const streams: RestResource = {
  shape: shapes[streamType],
  title: ({ title }) => String(title ?? ''),
  key: ({ description }) => markerInText(description)?.identity,
  create: async (inputs, client) => {
    const { wraps } = await serverVersion(client);
    const entity = { ...bodyOf(inputs), rules: inputs['rules'] ?? [], index_set_id: await defaultIndexSet(client) };
    const json = wraps ? { entity, share_request: null } : entity;
    const { body } = await client.request('POST', path, { json });
    const id = String((body as Fields)['stream_id']);
    await pause(id, inputs, client);
    return id;
  },
  read: async (id, client) => {
    const answer = await client.find(`${path}/${id}`);
    return answer && objectOf(answer.body as Fields);
  },
  update: async (id, inputs, changed, client) => {
    await client.request('PUT', `${path}/${id}`, { json: bodyOf(inputs) });
    if (changed.has('rules')) await replaceRules(id, (inputs['rules'] ?? []) as readonly Json[], client);
    if (changed.has('paused')) await pause(id, inputs, client);
  },
  remove: (id, client) => client.remove(`${path}/${id}`),
  list: async (client) => (await all(client)).map(objectOf),
};
