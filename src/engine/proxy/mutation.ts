import { provider } from '../wire/protocol.ts';

/** A call that changes something at a vendor. */
export interface Mutation {
  readonly kind: 'create' | 'update' | 'delete';
  readonly urn: string;
  readonly type: string;
  /** The vendor's id; absent for creations. */
  readonly id?: string;
}

/** The mutation that a call asks for; undefined when it only previews. */
export function mutationOf(method: string, request: Buffer): Mutation | undefined {
  const bytes = new Uint8Array(request);
  if (method === 'create') {
    const message = provider.CreateRequest.deserializeBinary(bytes);
    return message.getPreview() ? undefined : { kind: 'create', ...subject(message.getUrn()) };
  }
  if (method === 'update') {
    const message = provider.UpdateRequest.deserializeBinary(bytes);
    return message.getPreview() ? undefined : { kind: 'update', ...subject(message.getUrn()), id: message.getId() };
  }
  if (method === 'delete') {
    const message = provider.DeleteRequest.deserializeBinary(bytes);
    return { kind: 'delete', ...subject(message.getUrn()), id: message.getId() };
  }
  return undefined;
}

function subject(urn: string): { urn: string; type: string } {
  return { urn, type: urn.split('::')[2] ?? '' };
}

/** The id that an answer to a creation carries. */
export function createdId(response: Buffer): string {
  return provider.CreateResponse.deserializeBinary(new Uint8Array(response)).getId();
}

/** A request to read an object of which only the id is known. */
export function readRequest(urn: string, id: string): Buffer {
  const request = new provider.ReadRequest();
  request.setUrn(urn);
  request.setType(subject(urn).type);
  request.setName(urn.slice(urn.lastIndexOf('::') + 2));
  request.setId(id);
  return Buffer.from(request.serializeBinary());
}

/** The answer to a creation that an answer to a read stands for; undefined when it found nothing. */
export function createdByRead(response: Buffer): Buffer | undefined {
  const read = provider.ReadResponse.deserializeBinary(new Uint8Array(response));
  if (read.getId() === '') return undefined;
  const created = new provider.CreateResponse();
  created.setId(read.getId());
  created.setProperties(read.getProperties());
  return Buffer.from(created.serializeBinary());
}
