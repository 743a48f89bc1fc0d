import type { Path } from '../../definitions/source/node.ts';
import type { ResolvedAlert } from '../../definitions/types.ts';

/** One text of an alert that people read, and where it is written. */
export interface AlertText {
  readonly field: 'description' | 'impact' | 'message' | 'trigger' | 'resolution';
  readonly path: Path;
  readonly text: string;
}

/** What stands in the notification itself: description, impact, message. */
export function notificationTexts(alert: ResolvedAlert): AlertText[] {
  const texts: AlertText[] = [];
  for (const field of ['description', 'impact', 'message'] as const) {
    const text = alert[field];
    if (text !== undefined) texts.push({ field, path: [field], text });
  }
  return texts;
}

/** The trigger and every step of the runbook; those of a Markdown file are shown where the file is named. */
export function runbookTexts(alert: ResolvedAlert): AlertText[] {
  const { runbook } = alert;
  if (!runbook) return [];
  const inFile = runbook.from !== undefined;
  return [
    { field: 'trigger', path: inFile ? ['runbook'] : ['runbook', 'trigger'], text: runbook.trigger },
    ...runbook.resolution.map((text, index): AlertText => ({
      field: 'resolution',
      path: inFile ? ['runbook'] : ['runbook', 'resolution', index],
      text,
    })),
  ];
}

/** Every text of an alert that people read. */
export function texts(alert: ResolvedAlert): AlertText[] {
  return [...notificationTexts(alert), ...runbookTexts(alert)];
}
