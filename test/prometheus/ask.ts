import type { Trace, Trial } from '../../src/alert-tests/prometheus/trial.ts';
import type { Host } from '../../src/cli/command.ts';
import { traces } from '../../src/commands/promtool.ts';
import { promtool } from './tools.ts';

/** Asks the real promtool. */
export function ask(trials: readonly Trial[]): Promise<Trace[]> {
  return traces(trials, hostWith({ ALERTS_PROMTOOL: promtool() }));
}

/** As much of a host as asking promtool needs. */
export function hostWith(env: Record<string, string>): Host {
  return { env, interruption: () => new AbortController().signal } as unknown as Host;
}
