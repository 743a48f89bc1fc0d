import { BinaryReader } from 'google-protobuf';

/** What a call is about. */
export interface Subject {
  readonly urn: string;
  /** The vendor's id; empty for creations. */
  readonly id: string;
  /** Whether nothing is to be changed. */
  readonly preview: boolean;
}

/** Fields of the requests (pulumi/pulumi, proto/pulumi/provider.proto). */
const fields: Readonly<Record<string, { readonly urn: number; readonly id?: number; readonly preview?: number }>> = {
  Diff: { id: 1, urn: 2 },
  Create: { urn: 1, preview: 4 },
  Update: { id: 1, urn: 2, preview: 7 },
  Delete: { id: 1, urn: 2 },
};

/**
 * Reads what a call is about without its properties, which are nearly all of it; undefined for methods that concern no single change.
 */
export function subjectOf(method: string, request: Buffer): Subject | undefined {
  const numbers = fields[method];
  if (!numbers) return undefined;
  const subject = { urn: '', id: '', preview: false };
  const reader = new BinaryReader(new Uint8Array(request.buffer, request.byteOffset, request.length));
  while (reader.nextField()) {
    const field = reader.getFieldNumber();
    if (field === numbers.urn) subject.urn = reader.readString();
    else if (field === numbers.id) subject.id = reader.readString();
    else if (field === numbers.preview) subject.preview = reader.readBool();
    else reader.skipField();
  }
  return subject;
}

/** Where a call says which object it is about, where it is about one. */
const urnFields: Readonly<Record<string, number>> = { Check: 1, Diff: 2, Create: 1, Read: 2, Update: 2, Delete: 2 };

/** The URN of the object that a call is about; undefined for calls that are about none. */
export function urnOf(method: string, request: Buffer): string | undefined {
  const number = urnFields[method];
  if (number === undefined) return undefined;
  const reader = new BinaryReader(new Uint8Array(request.buffer, request.byteOffset, request.length));
  while (reader.nextField()) {
    if (reader.getFieldNumber() === number) return reader.readString();
    reader.skipField();
  }
  return undefined;
}

/** A resource type, from a URN that has no parent type: `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
export function typeOfUrn(urn: string): string {
  return urn.split('::')[2] ?? '';
}

/** The stack's name in a URN. */
export function stackOfUrn(urn: string): string {
  return urn.split('::')[0]?.split(':').slice(2).join(':') ?? '';
}
