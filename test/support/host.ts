import { CancelledError, type Host } from '../../src/cli/command.ts';
import { testNow } from './tree.ts';

/** A host without a terminal; with answers, one on which a person gives them in order and then hangs up. */
export function testHost(more: Partial<Host> = {}, answers?: readonly string[]): Host & { readonly asked: string[] } {
  const left = [...(answers ?? [])];
  const asked: string[] = [];
  return {
    cwd: process.cwd(),
    env: {},
    color: false,
    columns: 100,
    interactive: answers !== undefined,
    now: () => testNow,
    ask: async (question) => {
      asked.push(question);
      const answer = left.shift();
      if (answer === undefined) throw new CancelledError();
      return answer;
    },
    interruption: () => new AbortController().signal,
    progress: () => undefined,
    stream: () => undefined,
    ...more,
    asked,
  };
}
