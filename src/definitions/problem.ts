import type { Finding, Fix, Severity } from '../findings/finding.ts';
import type { YamlNode } from './source/node.ts';
import type { SourceFile } from './source/source-file.ts';

/** A place in a file: a node, or a range of offsets. */
export type Place = YamlNode | { readonly file: SourceFile; readonly start: number; readonly end: number };

/** What a finding may say besides its message. */
export interface ProblemDetails {
  readonly severity?: Severity;
  readonly subject?: string;
  readonly help?: string;
  readonly fix?: Fix;
  readonly related?: Finding['related'];
}

/** A finding at a place; an error unless `details` says otherwise. */
export function problemAt(rule: string, place: Place, message: string, details: ProblemDetails = {}): Finding {
  const { severity = 'error', ...rest } = details;
  return { rule, severity, message, location: place.file.locate(firstLine(place)), ...rest };
}

/** Mappings and lists are marked on their first line only: a caret under twenty lines helps nobody. */
function firstLine(place: Place): { start: number; end: number } {
  if ('kind' in place && place.kind !== 'scalar') {
    const lineEnd = place.file.text.indexOf('\n', place.start);
    if (lineEnd >= 0 && lineEnd < place.end) return { start: place.start, end: lineEnd };
  }
  return { start: place.start, end: place.end };
}
