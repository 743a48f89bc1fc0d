import type { Plan } from '../graph/plan.ts';
import { planOf, type PlacedOperation } from '../graph/plan-of.ts';
import { sourcesOf, unitFailure, unitsAtATime, type LiveFailure } from './live-plan.ts';
import type { Session } from './session.ts';
import { Slots } from './slots.ts';
import { UnitRun } from './units/unit-run.ts';
import { holdersIn } from './workspace/engine-failure.ts';

/** Reads the live objects of units into their states. The plan says what had drifted: what differs from when it was last read. */
export async function refreshLive(
  session: Session,
  includes: (unit: string) => boolean,
): Promise<{ readonly plan: Plan; readonly failures: readonly LiveFailure[] }> {
  const slots = new Slots(unitsAtATime);
  const failures: LiveFailure[] = [];
  const placed: PlacedOperation[] = [];
  const sources = sourcesOf(session).filter(({ name }) => includes(name));
  await Promise.all(
    sources.map((source) =>
      slots.use(async () => {
        try {
          const run = await UnitRun.open(session, source, []);
          await run.unit.load();
          if (!run.unit.state) return;
          session.options.progress({ kind: 'unit', unit: run.name, phase: 'looking' });
          const { result: outcome } = await session.locks.whileHeld(run.name, () => run.refresh(), holdersIn);
          failures.push(...outcome.failures.map((failure) => ({ unit: run.name, ...failure })));
          placed.push(...outcome.operations.map((operation) => ({ unit: run.name, operation })));
        } catch (error) {
          failures.push(unitFailure(source.name, error));
        }
      }),
    ),
  );
  const names = sources.map(({ name }) => name);
  return { plan: planOf(names, new Set(names), placed), failures };
}
