import { namedFormats, type NamedFormat } from './named-formats.ts';

const formats = ['text', 'json'] as const;

/** A format of what is said about approvals. */
export type ApprovalFormat = NamedFormat<(typeof formats)[number]>;

/** See {@link namedFormats}. */
export function approvalFormats(command: string, values?: readonly string[]): ApprovalFormat[] {
  return namedFormats(command, formats, values);
}
