import { printableLine } from '../findings/printable.ts';
import type { ProgressEvent, ProgressSink } from '../engine/progress.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How progress is shown: lines for now. */
export function progressView(stream: NodeJS.WriteStream, _env: Environment): ProgressSink {
  return (event) => {
    const line = lineOf(event);
    if (line !== undefined) stream.write(`${printableLine(line)}\n`);
  };
}

/** One line per event that matters; undefined for the others. */
export function lineOf(event: ProgressEvent): string | undefined {
  switch (event.kind) {
    case 'step':
      return event.message;
    case 'note':
      return `note: ${event.identity ?? event.unit ?? ''} ${event.message}`.replace('note:  ', 'note: ');
    case 'silence':
      return `still waiting after ${event.seconds} s; last: ${event.last}`;
    case 'unit':
      return event.phase === 'planned' || event.phase === 'failed' || event.phase === 'done'
        ? `${event.unit}: ${event.phase}${event.total === undefined ? '' : `, ${event.total} to change`}`
        : undefined;
    case 'object':
      return event.state === 'started'
        ? undefined
        : `${event.op} ${event.identity}: ${event.state}${event.error ? ` ${event.error}` : ''}`;
  }
}
