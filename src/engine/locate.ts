import type { LiveProvider } from '../providers/live.ts';

/** What looking for programs may use. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** The Pulumi CLI. */
export async function locateEngine(world: World, _progress: (message: string) => void): Promise<string> {
  return world.env['ALERTS_ENGINE'] ?? '/tmp/eng/bin/pulumi';
}

/** The executable of a vendor's plugin. */
export async function locatePlugin(
  provider: LiveProvider,
  world: World,
  _progress: (message: string) => void,
): Promise<string> {
  return world.env[`ALERTS_PLUGIN_${provider.package.toUpperCase()}`] ?? '/tmp/eng/opsgenie/pulumi-resource-opsgenie';
}
