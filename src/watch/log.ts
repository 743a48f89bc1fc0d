import { jsonLine, printableLine } from '../findings/printable.ts';

/** What is worth a line. Fields are facts for machines; no credential is ever among them. */
export interface Log {
  say(level: 'info' | 'warning' | 'error', message: string, fields?: Readonly<Record<string, string | number>>): void;
}

/**
 * A log of lines, for people or as JSON.
 * @param write takes a whole line
 */
export function lineLog(format: 'text' | 'json', write: (text: string) => void, now: () => number): Log {
  return {
    say: (level, message, fields = {}) => {
      const at = new Date(now()).toISOString();
      if (format === 'json') return write(jsonLine({ at, level, message, ...fields }));
      const facts = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`);
      write(`${printableLine(`${at} ${level} ${message}${facts.join('')}`)}\n`);
    },
  };
}
