/** Every exit status and what it means; the help text is made from it. */
export const exitCodes = {
  fine: { code: 0, meaning: 'fine' },
  findings: { code: 1, meaning: 'findings' },
  usage: { code: 2, meaning: 'wrong use, or configuration that cannot be read' },
  infrastructure: { code: 3, meaning: 'the engine, a vendor or the network failed' },
  changes: { code: 4, meaning: 'changes are pending and --fail-on-changes was given' },
  refused: { code: 5, meaning: 'refused by a guard, or locked' },
  cancelled: { code: 130, meaning: 'cancelled' },
} as const;

/** The end of `alerts --help`. */
export function exitCodesHelp(): string {
  const lines = Object.values(exitCodes).map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`);
  return `\nExit status:\n${lines.join('\n')}\n`;
}
