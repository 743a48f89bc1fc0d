import { expect } from 'vitest';
import { smallOrganisation, type SmallOrganisation } from './definitions.ts';
import { startWorld, type World } from './world.ts';

const before: SmallOrganisation = {
  alerts: { 'too-slow': 5, 'too-many': 6, 'to-go': 7, 'to-rename': 8, stays: 9 },
  ledger: { 'entries-late': 5, 'entries-lost': 6 },
  rawType: 'query alert',
};

/** Creates, updates, a replacement, a rename, deletes, and a transfer of two alerts to another squad. */
const after: SmallOrganisation = {
  alerts: { 'too-slow': 50, 'too-many': 6, renamed: 8, stays: 9, 'new-one': 1, 'new-two': 2, 'new-three': 3 },
  renamedFrom: { renamed: 'to-rename' },
  ledgerOf: 'identity',
  ledger: { 'entries-late': 5, 'entries-lost': 60 },
  rawType: 'log alert',
};

function lay(world: World, organisation: SmallOrganisation): void {
  for (const [file, text] of Object.entries(smallOrganisation(organisation))) world.write(file, text);
}

/** What every vendor object says it is, each once. */
function identities(world: World): string[] {
  return [...world.datadog.monitors.values()]
    .map(
      ({ tags }) =>
        (tags ?? []).find((tag) => tag.startsWith('alerts_identity:'))?.slice('alerts_identity:'.length) ?? '',
    )
    .sort();
}

const wanted = [
  'checkout/new-one',
  'checkout/new-three',
  'checkout/new-two',
  'checkout/raw',
  'checkout/renamed',
  'checkout/stays',
  'checkout/too-many',
  'checkout/too-slow',
  'ledger/entries-late',
  'ledger/entries-lost',
  'sessions/logins-failing',
].map((id) => `production/${id}`);

/** When the command dies: at which change that reaches the vendor, before or after it is done, and what survives. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** Processes that live on. */
  readonly spare?: RegExp;
  /** Whether the state is lost with it. */
  readonly stateLost?: boolean;
  /** Milliseconds from that change to the death; default 0. */
  readonly lateMs?: number;
  /** Milliseconds for which the vendor's lists lack what is created; default 0. */
  readonly hiddenMs?: number;
}

/** Deaths from a seed: any change, either side of it, with and without the plugin and the state. */
export function deathOf(seed: number): Death {
  return {
    at: 1 + ((seed * 7) % 9),
    when: seed % 2 === 0 ? 'before' : 'after',
    ...(seed % 3 === 1 ? { spare: /plugin|pulumi-resource/ } : {}),
    ...(seed % 4 === 3 ? { stateLost: true } : {}),
  };
}

async function killOnce(world: World, { at, when, spare, lateMs = 0 }: Death): Promise<void> {
  const running = world.start(['apply', '--env', 'production', '--yes', '--allow', 'deletions']);
  let changes = 0;
  const seen = new Set<unknown>();
  world.datadog.observe((request, moment) => {
    if (request.method === 'GET' || /validate/.test(request.path)) return;
    if (!seen.has(request)) changes += 1;
    seen.add(request);
    if (changes === at && moment === when) {
      world.datadog.observe(undefined);
      if (lateMs === 0) running.kill(spare);
      else setTimeout(() => running.kill(spare), lateMs);
    }
  });
  await running.finished;
  world.datadog.observe(undefined);
}

/** Kills an apply in the middle and runs it again: nothing is lost, nothing is there twice, and the next plan is empty. */
export async function survives(death: Death): Promise<void> {
  const world = await startWorld({});
  try {
    lay(world, before);
    expect(await world.run(['apply', '--env', 'production', '--yes'])).toMatchObject({ code: 0 });
    lay(world, after);
    world.datadog.hideFor(death.hiddenMs ?? 0);
    await killOnce(world, death);
    if (death.stateLost) world.write('.alerts/state', undefined);
    const again = await world.run(['apply', '--env', 'production', '--yes', '--allow', 'deletions']);
    expect(again, again.stderr).toMatchObject({ code: 0 });
    expect(identities(world)).toEqual(wanted);
    const second = await world.run(['plan', '--live', '--all', '--env', 'production', '--format', 'json']);
    expect(second, second.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(second.stdout)).toMatchObject({
      summary: { same: wanted.length, create: 0, update: 0, delete: 0, replace: 0 },
    });
  } finally {
    await world.close();
  }
}
