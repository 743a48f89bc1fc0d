import type { Document } from '../../definitions/types.ts';

/** When a downtime silences alerts, as written. */
export interface DowntimeWindow {
  readonly start: string;
  readonly for: string;
  readonly repeat?: string;
  readonly until?: string;
}

/** The window of a downtime; undefined for documents of another kind. */
export function downtimeWindow(document: Document): DowntimeWindow | undefined {
  return document.kind === 'Downtime' ? (document.data['window'] as DowntimeWindow | undefined) : undefined;
}

/** A downtime document for the examples of rules. */
export function downtimeDocument(window: string, when = 'application: checkout-api'): string {
  return `apiVersion: alerts/v1\nkind: Downtime\nid: maintenance\nwhen: { ${when} }\nwindow: { ${window} }\nreason: The database is moved\n`;
}
