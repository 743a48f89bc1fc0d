import { digestOf, type ApprovalDigest } from '../approvals/digest.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import { canonicalJson } from '../graph/canonical.ts';
import { compareText } from '../findings/finding.ts';
import { alertFactsOf } from './alert-facts.ts';
import { approvedContent, type ContentSources } from './approved-content.ts';
import { compileContext } from './compile-context.ts';
import { onCallModelOf } from './on-call-model.ts';
import type { Run } from './run.ts';
import { testSubjects } from './test-subjects.ts';

/** An alert that calls somebody, with the digest that an approval of it names. */
export interface ApprovableAlert extends ApprovalDigest {
  readonly application: string;
  readonly squad: string;
  readonly id: string;
  /** As it is in the first environment that pages. */
  readonly alert: ResolvedAlert;
}

/** Every alert that pages anywhere, by `application/alert`; none without a project that can be read. */
export function approvableAlerts(
  run: Run,
  wanted: (application: string) => boolean = () => true,
): Map<string, ApprovableAlert> {
  const sources = sourcesOf(run);
  if (!sources) return new Map();
  const { environments, paging, alerts } = testSubjects(run);
  const found: [string, ApprovableAlert][] = [];
  for (const { facts } of run.index.all('Application')) {
    if (!wanted(facts.id)) continue;
    const order = (alert: ResolvedAlert): number => environments.indexOf(alert.environment);
    const mine = alerts(facts.id).filter(({ environment }) => paging(environment));
    for (const id of new Set(mine.filter(({ pages }) => pages).map((alert) => alert.id))) {
      const all = mine.filter((alert) => alert.id === id).sort((a, b) => order(a) - order(b));
      const [alert] = all;
      if (!alert) continue;
      const digest = digestOf(approvedContent(all, sources));
      found.push([`${facts.id}/${id}`, { ...digest, application: facts.id, squad: alert.squad, id, alert }]);
    }
  }
  return new Map(found.sort(([a], [b]) => compareText(a, b)));
}

function sourcesOf(run: Run): ContentSources | undefined {
  const lookup = run.shard.lookup(new Map());
  const project = lookup.project();
  const model = onCallModelOf(lookup);
  if (!project || !model) return undefined;
  return {
    lookup,
    project,
    model,
    factsOf: alertFactsOf(lookup, project),
    context: compileContext(project, lookup),
    testsOf: testsByAlert(run),
  };
}

/** Tests by what they are about, in an order that neither files nor folders decide. */
function testsByAlert(run: Run): ContentSources['testsOf'] {
  const lookup = run.shard.lookup(new Map());
  const tests = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const { facts } of run.index.all('AlertTest')) {
    const alert = String(facts.facts['alert']);
    const data = lookup.find('AlertTest', facts.id)?.document.data;
    if (data) tests.set(alert, [...(tests.get(alert) ?? []), data]);
  }
  const sorted = new Map(
    [...tests].map(([alert, list]) => [alert, list.sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)))]),
  );
  return (alert) => sorted.get(alert) ?? [];
}
