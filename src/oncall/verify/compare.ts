import type { Instant, OnCallModel, OnCallSemantics, Schedule } from '../model.ts';
import { onCallAt } from '../schedule/duties.ts';

/** What the backend said of one schedule at one instant. */
export interface Sample {
  readonly schedule: Schedule;
  readonly at: Instant;
  /** E-mail addresses. */
  readonly onCall: readonly string[];
}

/** An instant at which the backend and the definitions disagree. */
export interface Difference {
  readonly squad: string;
  readonly schedule: string;
  readonly at: Instant;
  /** Ids of people by the definitions. */
  readonly defined: readonly string[];
  /** Ids of people by the backend; the address of somebody who is not defined. */
  readonly actual: readonly string[];
}

/** What samples come to. */
export interface Verification {
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Switches of `onCallSemantics` under which fewer samples differ, best first. */
  readonly better: readonly { readonly change: Partial<OnCallSemantics>; readonly differences: number }[];
}

/** Compares samples with the definitions, and looks for the semantics that would explain what differs. */
export function verify(samples: readonly Sample[], model: OnCallModel): Verification {
  const differences = differing(samples, model, model.semantics);
  return {
    compared: samples.length,
    differences,
    better: differences.length === 0 ? [] : explain(samples, model, differences.length),
  };
}

function differing(samples: readonly Sample[], model: OnCallModel, semantics: OnCallSemantics): Difference[] {
  const byAddress = new Map([...model.people.values()].map(({ email, id }) => [email.toLowerCase(), id]));
  return samples.flatMap(({ schedule, at, onCall }) => {
    const defined = sorted(onCallAt(schedule, at, semantics).map(({ person }) => person));
    const actual = sorted(onCall.map((address) => byAddress.get(address.toLowerCase()) ?? address));
    if (defined.join() === actual.join()) return [];
    return [{ squad: schedule.squad, schedule: schedule.id, at, defined, actual }];
  });
}

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}

/** The switches that decide who is on call; the others decide what an escalation does with it. */
const alternatives: readonly Partial<OnCallSemantics>[] = [
  { hourlyTurns: 'elapsed' },
  { hourlyTurns: 'wall' },
  { overridesInMaskedHours: true },
  { overridesInMaskedHours: false },
];

function explain(samples: readonly Sample[], model: OnCallModel, now: number): Verification['better'] {
  return alternatives
    .map((change) => ({ change, differences: differing(samples, model, { ...model.semantics, ...change }).length }))
    .filter(({ differences }) => differences < now)
    .sort((a, b) => a.differences - b.differences);
}
