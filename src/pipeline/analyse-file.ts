import { problemAt } from '../definitions/problem.ts';
import type { LoadedDocument, LoadedFile } from '../definitions/load/load-file.ts';
import type { Document } from '../definitions/types.ts';
import type { Finding } from '../findings/finding.ts';
import { digestNode, type NodeDigest } from '../graph/digest.ts';
import type { ResourceNode } from '../graph/types.ts';
import { lintApplication, lintDocument } from '../lint/engine.ts';
import type { AlertSummary } from '../lint/rule.ts';
import { rules } from '../lint/registry.generated.ts';
import type { AnalysisSettings } from './analysis.ts';
import { applicationView, compileApplication, compileSlos, resolveApplication } from './application.ts';
import { compileContext } from './compile-context.ts';
import { lintEnvironment } from './lint-environment.ts';
import { compileOnCall } from './on-call.ts';
import { onCallFindings } from './on-call-model.ts';
import type { DefinitionLookup } from './shard.ts';
import { summarise } from './summarise.ts';

interface Result {
  readonly findings: Finding[];
  readonly alerts: AlertSummary[];
  readonly nodes: NodeDigest[];
}

/** Resolves, lints and compiles what one file defines. A file whose project is broken is not looked at. */
export function analyseFile(loaded: LoadedFile, lookup: DefinitionLookup, settings: AnalysisSettings): Result {
  const result: Result = { findings: [], alerts: [], nodes: [] };
  const project = lookup.project();
  if (!project || project.broken) return result;
  for (const document of loaded.documents) {
    if (document.broken || !isTheOne(document, lookup)) continue;
    if (document.document.kind === 'Application') analyseApplication(document, project, lookup, settings, result);
    else analyseOther(document, project, lookup, settings, result);
  }
  return result;
}

/** Of two definitions of one name only the first counts. */
function isTheOne(document: LoadedDocument, lookup: DefinitionLookup): boolean {
  return lookup.index.find(document.document.kind, document.document.id)?.file.path === document.document.file.path;
}

function analyseApplication(
  document: LoadedDocument,
  project: LoadedDocument,
  lookup: DefinitionLookup,
  settings: AnalysisSettings,
  result: Result,
): void {
  const squadId = lookup.ownerOf(document.document.id);
  if (squadId === undefined) {
    const message = `The application "${document.document.id}" has no squad: name one with "squad:", or put a squad.yaml into this folder or one above.`;
    result.findings.push(
      problemAt('link/no-owner', document.document.root, message, { subject: document.document.id }),
    );
    return;
  }
  const squad = lookup.find('Squad', squadId);
  if (!squad || squad.broken) return;
  const alerts = resolveApplication(document, squad, project, lookup, result.findings);
  const view = applicationView(document.document as Document<'Application'>, squadId, alerts);
  result.findings.push(
    ...lintApplication(view, squad.document as Document<'Squad'>, lintEnvironment(project, lookup, settings, rules)),
  );
  const context = compileContext(project, lookup);
  const nodes: ResourceNode[] = compileApplication(view, context, lookup, result.findings);
  if (settings.digests) result.nodes.push(...nodes.map(digestNode));
  const types = new Map(nodes.map(({ identity, type }) => [identity, type]));
  result.alerts.push(
    ...alerts.map((alert) => summarise(alert, view, context(alert.environment), lookup, types.get(alert.identity))),
  );
}

function analyseOther(
  document: LoadedDocument,
  project: LoadedDocument,
  lookup: DefinitionLookup,
  settings: AnalysisSettings,
  result: Result,
): void {
  const owner = lookup.index.ownerOf(document.document.file.path);
  const squad = owner === undefined ? undefined : lookup.find('Squad', owner);
  const environment = lintEnvironment(project, lookup, settings, rules);
  result.findings.push(
    ...lintDocument(document.document, squad?.document as Document<'Squad'> | undefined, environment),
  );
  result.findings.push(...onCallFindings(document, project, lookup));
  const nodes = nodesOf(document, project, lookup, result.findings);
  if (settings.digests) result.nodes.push(...nodes.map(digestNode));
}

function nodesOf(
  document: LoadedDocument,
  project: LoadedDocument,
  lookup: DefinitionLookup,
  findings: Finding[],
): ResourceNode[] {
  if (document.document.kind === 'OpenSLO') return compileSlos(document, project, lookup, findings);
  if (document.document.kind !== 'Squad' && document.document.kind !== 'Person') return [];
  return compileOnCall(document, project, compileContext(project, lookup), lookup, findings);
}
