import { servePlugin } from '../engine/provider-server/main.ts';

/** The program `pulumi-resource-alerts`: told of its end like the command line. */
export const finished = servePlugin(process.env).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
