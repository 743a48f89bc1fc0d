import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changedParts, type ApprovalPart } from '../../src/approvals/digest.ts';
import { approvalState } from '../../src/approvals/state.ts';
import type { Approval } from '../../src/approvals/record.ts';
import { aboutOf, concerns } from '../../src/alert-tests/cases/concerns.ts';
import { child, nodeAt, textOf, toData, type MapNode, type YamlNode } from '../../src/definitions/source/node.ts';
import { readTree, type Tree } from '../../src/definitions/load/tree.ts';
import { approvableAlerts, type ApprovableAlert } from '../../src/pipeline/approved-alerts.ts';
import { readinessViews } from '../../src/pipeline/readiness-views.ts';
import { run, type Run } from '../../src/pipeline/run.ts';
import { judge } from '../../src/readiness/evaluate.ts';
import valid from '../../src/readiness/checks/approval/valid.ts';
import { replace, toPage, type Page } from '../recall/edit.ts';
import { alertSites, documentSites, spread } from '../recall/sites.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { testNow } from '../support/tree.ts';

/** A change of something that was approved, after the approval. */
interface Seed {
  readonly part: ApprovalPart;
  readonly path: string;
  readonly text: string;
}

const seedsPerPart = 4;
const tree = readTree('alerts', process.cwd());
const store = new MemoryStore();

/** Only what a page stands on: a template or a test of alerts that call nobody approves nothing. */
function concerned(
  { document }: { readonly document: MapNode },
  paging: ReadonlyMap<string, ApprovableAlert>,
): boolean {
  const alerts = [...paging.values()].map(({ alert }) => alert);
  if (textOf(child(document, 'kind')) !== 'Template')
    return alerts.some((alert) => concerns(aboutOf(toData(document) as Record<string, unknown>), alert));
  return alerts.some(({ templates }) => templates.some(({ id }) => id === textOf(child(document, 'id'))));
}

function seeds(pages: readonly Page[], paging: ReadonlyMap<string, ApprovableAlert>): Seed[] {
  const sites = alertSites(pages).filter(({ application, id }) => paging.has(`${textOf(child(application, 'id'))}/${id}`));
  const of = (part: ApprovalPart, list: readonly (readonly [Page, string])[]): Seed[] =>
    spread(list, seedsPerPart).map(([page, text]) => ({ part, path: page.path, text }));
  const texts = (kind: string, path: readonly (string | number)[]): (readonly [Page, string])[] =>
    documentSites(pages, kind).filter((site) => concerned(site, paging)).flatMap(({ page, document }) => {
      const node = nodeAt(document, path);
      const text = textOf(node);
      return node && text && oneLine(page, node) ? [[page, replace(page, node, JSON.stringify(`${text} (changed)`))] as const] : [];
    });
  const fields = (path: readonly (string | number)[]): (readonly [Page, string])[] =>
    sites.flatMap(({ page, alert }) => {
      const node = nodeAt(alert, path);
      const text = textOf(node);
      return node && text && oneLine(page, node) ? [[page, replace(page, node, JSON.stringify(`${text} (changed)`))] as const] : [];
    });
  const steps = documentSites(pages, 'Squad').map(({ page }) => [page, page.text.replace(/after: 15m/, 'after: 16m')] as const);
  return [
    ...of('definition', fields(['impact'])),
    ...of('runbook', fields(['runbook', 'trigger'])),
    ...of('test', texts('AlertTest', ['cases', 0, 'name'])),
    ...of('template', parameterTexts(pages, paging)),
    ...of('route', steps.filter(([page, text]) => text !== page.text)),
  ];
} // prettier-ignore

/** A folded block cannot be replaced in its line. */
function oneLine({ text }: Page, { start, end }: YamlNode): boolean {
  return !text.slice(start, end).includes('\n');
}

function parameterTexts(
  pages: readonly Page[],
  paging: ReadonlyMap<string, ApprovableAlert>,
): (readonly [Page, string])[] {
  return documentSites(pages, 'Template')
    .filter((site) => concerned(site, paging))
    .flatMap(({ page, document }) => {
      const parameters = child(document, 'parameters');
      const [name = ''] = parameters?.kind === 'map' ? [...parameters.entries.keys()] : [];
      const node = nodeAt(parameters, [name, 'description']);
      return node ? [[page, replace(page, node, '"Changed."')] as const] : [];
    });
}

const withText = ({ path, text }: Seed): Tree => ({
  ...tree,
  files: tree.files.map((file) => (file.path === path ? { ...file, bytes: Buffer.from(text) } : file)),
});

const approvals = (alerts: ReadonlyMap<string, ApprovableAlert>): Map<string, Approval[]> => {
  const record = new Map<string, Approval[]>();
  for (const { application, id, digest, parts } of alerts.values())
    record.set(application, [
      ...(record.get(application) ?? []),
      { alert: id, digest, parts, approver: 'zoe', account: 'zoe-s', pullRequest: 1, review: '', commit: '', at: '2026-11-20T10:00:00Z' },
    ]); // prettier-ignore
  return record;
};

/** Findings of the check over the applications of alerts, with the record of the clean tree. */
function findings(changed: Run, now: ReadonlyMap<string, ApprovableAlert>, record: ReadonlyMap<string, Approval[]>, about: ReadonlySet<string>): string[] {
  const { views = [] } = readinessViews(changed, (application) => about.has(application)) ?? {};
  return views.flatMap((view) => {
    const mine = [...now.values()].filter(({ application }) => application === view.id);
    const states = new Map(mine.map((one) => [one.id, approvalState(one.id, one, record.get(view.id) ?? [])]));
    return judge({ ...view, approvals: states }, [valid]).flatMap(({ gaps }) => gaps.map(({ message }) => message));
  });
} // prettier-ignore

it('finds every change of a page after its approval, and names what changed', { timeout: 900_000 }, async () => {
  const clean = await run(tree, { now: testNow, cache: store });
  const before = approvableAlerts(clean);
  const record = approvals(before);
  const applications = new Set([...before.values()].slice(0, 40).map(({ application }) => application));
  expect(findings(clean, before, record, applications)).toEqual([]);
  const pages = tree.files.map((file) => toPage(file.path, readFileSync(file.absolute, 'utf8')));
  const all = seeds(pages, before);
  expect(new Set(all.map(({ part }) => part)).size).toBe(5);
  const missed: string[] = [];
  for (const seed of all) {
    const changed = await run(withText(seed), { now: testNow, cache: store });
    const now = approvableAlerts(changed);
    const voided = [...now].filter(([key, { digest }]) => before.get(key)?.digest !== digest);
    const about = new Set(voided.slice(0, 1).map(([, { application }]) => application));
    const named = voided.every(([key, { parts }]) => changedParts(before.get(key)?.parts ?? parts, parts).includes(seed.part));
    const told = findings(changed, now, record, about);
    if (voided.length === 0 || !named || !told.some((message) => message.includes(seed.part)))
      missed.push(`${seed.part}: ${seed.path}`);
  } // prettier-ignore
  expect(missed).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(18);
});
