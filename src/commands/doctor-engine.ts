import type { Host } from '../cli/command.ts';
import type { Diagnosis } from './doctor-checks.ts';

/** What applying needs: the engine, the plugins of vendors. Looks only; gets nothing. */
export async function diagnoseEngine(host: Host): Promise<Diagnosis[]> {
  const [{ findEngine }, { findPlugin }, { checkSeal }, { liveProviders }] = await Promise.all([
    import('../engine/binary/locate.ts'),
    import('../engine/binary/plugins.ts'),
    import('../engine/binary/seal.ts'),
    import('../engine/vendors/registry.ts'),
  ]);
  const world = { env: host.env, cwd: host.cwd, progress: () => undefined };
  const mend = 'alerts engine install';
  const checks = [
    await diagnosis('engine', mend, async () => {
      const engine = await findEngine(world);
      return engine && `pulumi ${engine.version}: ${engine.path} (${engine.from})`;
    }),
  ];
  for (const load of Object.values(liveProviders)) {
    const { live } = await load();
    if (live.rest) continue;
    checks.push(
      await diagnosis(`plugin ${live.package}`, mend, async () => {
        const file = findPlugin(live, world);
        if (file !== undefined && file !== host.env[`ALERTS_PLUGIN_${live.package.toUpperCase()}`])
          await checkSeal(file);
        return file && `${live.version}: ${file}`;
      }),
    );
  }
  return checks;
}

async function diagnosis(name: string, mend: string, find: () => Promise<string | undefined>): Promise<Diagnosis> {
  try {
    const detail = await find();
    if (detail !== undefined) return { name, status: 'ok', detail };
    return { name, status: 'advice', detail: 'not there yet; only "plan --live" and "apply" need it', mend };
  } catch (error) {
    return { name, status: 'broken', detail: error instanceof Error ? error.message : String(error), mend };
  }
}
