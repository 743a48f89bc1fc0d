import type { CompileContext } from '../provider.ts';
import { markerOf, markerText, type Marked } from '../marker.ts';

/** A description that ends with the marker: titles need not be unique, and tags are younger than most servers. */
export function markedDescription(text: string, one: Marked, project: CompileContext['project']): string {
  return `${text}\n\n${markerText(markerOf(one, project))}`.trim();
}
