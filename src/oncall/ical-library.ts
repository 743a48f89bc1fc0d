import { createRequire } from 'node:module';
import type ICAL from 'ical.js';

/** ical.js, loaded when a calendar is read or written: most runs meet none. Synchronous, since the building of the model is. */
export function icalLibrary(): typeof ICAL {
  return createRequire(import.meta.url)('ical.js') as typeof ICAL;
}
