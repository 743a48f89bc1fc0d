import type { Hours, OnCallSemantics, Schedule } from '../../../src/oncall/model.ts';
import type { OracleHours, OracleSchedule, OracleSemantics } from './oracle.ts';

/** Hours of the oracle as the model has them. */
export function asHours({ spans, days, yearly, negated }: OracleHours): Hours {
  const since = new Map<string, { since: number; name: string }>();
  for (const [date, year] of yearly)
    since.set(date, { since: Math.min(year, since.get(date)?.since ?? year), name: date });
  return {
    label: 'generated',
    spans: spans as Hours['spans'],
    holidays: { days: new Map(days.map((day) => [day, day])), yearly: since },
    negated,
  };
}

/** A schedule of the oracle as the model has it. */
export function asSchedule({ zone, rotations, overrides }: OracleSchedule): Schedule {
  return {
    id: 'oncall',
    squad: 'payments',
    zone,
    rotations: rotations.map(({ hours, ...rotation }) => ({
      ...rotation,
      ...(hours ? { hours: asHours(hours) } : {}),
      path: [],
    })),
    overrides: overrides.map((override) => ({ ...override, path: [] })),
    path: [],
  };
}

/** The semantics that the oracle does not know stay as they are by default. */
export function asSemantics(semantics: OracleSemantics): OnCallSemantics {
  return { ...semantics, neighbours: 'rotation', stepsAsk: 'firing', emptySteps: 'wait' };
}
