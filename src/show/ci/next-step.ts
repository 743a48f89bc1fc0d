import type { Finding } from '../../findings/finding.ts';

/** What to do about a finding: in words, and as a command to copy. */
export interface NextStep {
  readonly words?: string;
  readonly command?: string;
}

/** A command in the help comes alone, so that it can be copied; what can be mended safely is; else a page explains. */
export function nextStep({ help, fix, rule }: Finding): NextStep {
  const [, before = '', command] = /^(.*?)(?:Start with|Run) `([^`]+)`/s.exec(help ?? '') ?? [];
  const words = command === undefined ? help : before.trim();
  const shown = words === undefined || words === '' ? {} : { words };
  if (command !== undefined) return { ...shown, command };
  if (fix) return { ...shown, command: 'alerts fix' };
  return help === undefined ? { command: `alerts explain ${rule}` } : shown;
}
