import { fidelityOf } from '../fidelity.ts';
import { feedOf } from '../feeds/feed-of.ts';
import { onlyGroup, type Feed, type Marks } from '../feeds/feed.ts';
import { Refusal, type Clock, type Notes, type Subject } from '../model.ts';
import type { CaseResult } from '../report/case-result.ts';
import { simulate } from '../simulate.ts';
import { scenarios } from './library.ts';
import type { Scenario } from './scenario.ts';
import { minutesOf, partsOf } from './shape.ts';

/** 2026-01-12T09:00:00Z, a Monday. */
const usualStart = 1_768_208_400;

/** Seconds between two samples. */
const step = 60;

/** The scenarios of one alert: those that say something of it, and why the others do not. */
export interface ScenarioRun {
  readonly results: readonly CaseResult[];
  readonly skipped: readonly { readonly scenario: string; readonly reason: string }[];
}

/** Runs the library on one alert. An alert that cannot be imitated is skipped with its reason, and counts as nothing. */
export function runScenarios(subject: Subject): ScenarioRun {
  const skipped: { scenario: string; reason: string }[] = [];
  const results: CaseResult[] = [];
  let feed: Feed;
  try {
    feed = feedOf(subject, step);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { results, skipped: [{ scenario: 'all', reason: error.message }] };
  }
  for (const scenario of scenarios) {
    const missing = scenario.needs.map((trait) => feed.lacks[trait]).find((one) => one !== undefined);
    const reason = missing ?? scenario.applies(subject.alert, feed.pace);
    const outcome = reason ?? attempt(scenario, subject, feed);
    if (typeof outcome === 'string') skipped.push({ scenario: scenario.id, reason: outcome });
    else results.push(outcome);
  }
  return { results, skipped };
}

function attempt(scenario: Scenario, subject: Subject, feed: Feed): CaseResult | string {
  try {
    return runScenario(scenario, subject, feed);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function runScenario(scenario: Scenario, subject: Subject, feed: Feed): CaseResult {
  const { alert } = subject;
  const shape = scenario.shape(feed.pace);
  const notes: Notes = new Set();
  const clock: Clock = { start: scenario.start ?? usualStart, step, end: minutesOf(shape) * 60, phase: 0 };
  const parts = partsOf(shape, (level) => valueAt(feed.marks, level));
  const input = feed.input([{ group: onlyGroup(subject), parts }], scenario.traffic ?? 1);
  const simulation = simulate(subject, input, clock, notes);
  const finding = scenario.judge(simulation, feed.pace, alert);
  const { node } = alert.origin(['condition']);
  const location = node.file.locate(node);
  return {
    alert: `${alert.application}/${alert.id}`,
    environment: alert.environment,
    name: scenario.id,
    passed: finding === undefined,
    ...fidelityOf(notes),
    failures: finding
      ? [{ message: `${finding.message}. ${scenario.why}`, kind: 'broken', location, at: finding.at }]
      : [],
    location,
    seen: { subject: alert, simulation, clock },
  };
}

/** The value at a level of a shape: 0 is healthy, 1 bad, 2 far beyond. */
function valueAt({ healthy, bad, worse }: Marks, level: number): number {
  return level <= 1 ? healthy + (bad - healthy) * level : bad + (worse - bad) * (level - 1);
}
