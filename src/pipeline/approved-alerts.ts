import { aboutOf, concerns } from '../alert-tests/cases/concerns.ts';
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
    testsOf: testsOf(run),
  };
}

/** Tests by what they are about, those of templates included, in an order that neither files nor folders decide. */
function testsOf(run: Run): ContentSources['testsOf'] {
  const lookup = run.shard.lookup(new Map());
  const documents = run.index
    .all('AlertTest')
    .flatMap(({ facts }) => lookup.find('AlertTest', facts.id)?.document ?? []);
  const tests = documents.map(({ data }) => ({ about: aboutOf(data), data: { ...data, suppress: undefined } }));
  const sorted = tests
    .map((test) => ({ ...test, text: canonicalJson(test.data) }))
    .sort((a, b) => compareText(a.text, b.text));
  return (alert) => sorted.filter(({ about }) => concerns(about, alert)).map(({ data }) => data);
}
