import { buildEngineTools } from './tools.ts';

/** Builds the programs that tests of the engine run, once before all of them. */
export default async function setup(): Promise<void> {
  await buildEngineTools();
}
