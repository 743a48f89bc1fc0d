import { provider } from '../wire/protocol.ts';
import { typeOfUrn, type Subject } from './subject.ts';

/** A call that changes something at a vendor. */
export interface Mutation {
  readonly kind: 'create' | 'update' | 'delete';
  readonly urn: string;
  readonly type: string;
  /** The vendor's id; absent for creations. */
  readonly id?: string;
}

const kinds: Readonly<Record<string, Mutation['kind']>> = { Create: 'create', Update: 'update', Delete: 'delete' };

/** The mutation that a call asks for; undefined when it changes nothing. */
export function mutationOf(method: string, { urn, id, preview }: Subject): Mutation | undefined {
  const kind = kinds[method];
  if (kind === undefined || preview) return undefined;
  return { kind, urn, type: typeOfUrn(urn), ...(kind === 'create' ? {} : { id }) };
}

/** The id that an answer to a creation carries. */
export function createdId(response: Buffer): string {
  return provider.CreateResponse.deserializeBinary(new Uint8Array(response)).getId();
}

/** A request to read an object of which only the id is known. */
export function readRequest(urn: string, id: string): Buffer {
  const request = new provider.ReadRequest();
  request.setUrn(urn);
  request.setType(typeOfUrn(urn));
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

/** An answer to a comparison: something differs. */
export function somethingDiffers(): Buffer {
  const response = new provider.DiffResponse();
  response.setChanges(provider.DiffResponse.DiffChanges.DIFF_SOME);
  return Buffer.from(response.serializeBinary());
}

/** The answer to a previewed creation or change of which nothing is known but what was asked for. */
export function asAsked(method: string, request: Buffer): Buffer {
  const bytes = new Uint8Array(request);
  if (method === 'Create') {
    const response = new provider.CreateResponse();
    response.setProperties(provider.CreateRequest.deserializeBinary(bytes).getProperties());
    return Buffer.from(response.serializeBinary());
  }
  const response = new provider.UpdateResponse();
  response.setProperties(provider.UpdateRequest.deserializeBinary(bytes).getNews());
  return Buffer.from(response.serializeBinary());
}
