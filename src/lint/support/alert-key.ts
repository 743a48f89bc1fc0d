import { entryAt, type ScalarNode } from '../../definitions/source/node.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';
import type { ApplicationView } from '../rule.ts';

/** The id of an alert where its application writes it; undefined when a template alone brings it. */
export function alertKey(alert: ResolvedAlert, application: ApplicationView | undefined): ScalarNode | undefined {
  const entry = entryAt(application?.document.root, ['alerts', alert.id]);
  if (!application || !entry) return undefined;
  const { file } = application.document;
  return { kind: 'scalar', value: alert.id, file, start: entry.keyStart, end: entry.keyEnd };
}
