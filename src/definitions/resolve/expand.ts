import { problemAt } from '../problem.ts';
import { child, nodeAt, textOf, type MapNode, type YamlNode } from '../source/node.ts';
import { nearestName } from '../../findings/nearest-name.ts';
import { toData } from '../source/node.ts';
import type { TemplateUse } from '../types.ts';
import type { Bindings } from '../values/interpolate.ts';
import { interpolateNode } from './interpolate-node.ts';
import { bindParameters } from './parameters.ts';
import type { Scope } from './scope.ts';

/** What one layer says of one alert, `${}` filled. */
export interface AlertLayer {
  readonly layer: string;
  readonly body: MapNode;
  /** `defaults:` of the template that brings the alert; they stand below every body. */
  readonly defaults?: YamlNode;
}

/** An alert of an application before defaults: its layers, lowest first. */
export interface ExpandedAlert {
  readonly id: string;
  readonly layers: readonly AlertLayer[];
  readonly template?: { readonly id: string; readonly as?: string };
  /** Every template that says something of it, and what its parameters are bound to. */
  readonly templates: readonly TemplateUse[];
}

const maximumDepth = 8;
const maximumAlerts = 2000;

/** All alerts of an application: what its templates bring, patched by its own. */
export function expandAlerts(scope: Scope): Map<string, ExpandedAlert> {
  const alerts = new Map<string, ExpandedAlert>();
  const root = scope.application.document.root;
  const expansion: Expansion = { scope, alerts, chain: [], unavailable: new Set() };
  useTemplates(root, scope.bindings, '', expansion);
  patchAlerts(root, scope.bindings, '', 'alert', expansion);
  if (expansion.unavailable.size > 0) dropBarePatches(alerts);
  return alerts;
}

/** Where a template could not be used (a finding says why), its patches stand alone and nothing is said of them. */
function dropBarePatches(alerts: Map<string, ExpandedAlert>): void {
  for (const [id, alert] of alerts) if (!alert.layers.some(({ body }) => body.entries.has('source'))) alerts.delete(id);
}

interface Expansion {
  /** Templates that are missing, broken or wrongly used. */
  readonly unavailable: Set<string>;
  readonly scope: Scope;
  readonly alerts: Map<string, ExpandedAlert>;
  readonly chain: readonly string[];
  readonly template?: { readonly id: string; readonly as?: string };
  readonly defaults?: YamlNode;
}

function useTemplates(owner: YamlNode, bindings: Bindings, prefix: string, expansion: Expansion): void {
  const uses = child(owner, 'use');
  if (uses?.kind !== 'list') return;
  for (const use of uses.items) {
    const id = textOf(child(use, 'template'));
    if (id === undefined) continue;
    const place = child(use, 'template') ?? use;
    if (expansion.chain.includes(id) || expansion.chain.length >= maximumDepth) {
      const cycle = [...expansion.chain, id].join(' → ');
      expansion.scope.findings.push(
        problemAt('template/cycle', place, `The template "${id}" uses itself: ${cycle}. Remove one of these uses.`),
      );
      continue;
    }
    const template = expansion.scope.lookup.find('Template', id);
    const parameters =
      template && !template.broken ? bindParameters(template, use, bindings, expansion.scope.findings) : undefined;
    if (!template || !parameters) {
      expansion.unavailable.add(id);
      continue;
    }
    const as = textOf(child(use, 'as'));
    const inner = as === undefined ? prefix : `${prefix}${as}.`;
    const next: Expansion = {
      ...expansion,
      chain: [...expansion.chain, id],
      template: as === undefined ? { id } : { id, as },
    };
    const root = template.document.root;
    useTemplates(root, parameters, inner, next);
    const defaults = child(root, 'defaults');
    const filled = defaults && interpolateNode(defaults, parameters, expansion.scope.findings);
    patchAlerts(root, parameters, inner, `template ${id}`, filled ? { ...next, defaults: filled } : next);
  }
}

function patchAlerts(owner: YamlNode, bindings: Bindings, prefix: string, layer: string, expansion: Expansion): void {
  const alerts = child(owner, 'alerts');
  if (alerts?.kind !== 'map') return;
  const broken =
    owner === expansion.scope.application.document.root ? expansion.scope.application.brokenAlerts : undefined;
  for (const [key, entry] of alerts.entries) {
    const id = `${prefix}${key}`;
    const existing = expansion.alerts.get(id);
    if (broken?.has(key)) expansion.alerts.delete(id);
    else if (entry.value.kind === 'map') {
      const body = interpolateNode(entry.value, bindings, expansion.scope.findings) as MapNode;
      const one: AlertLayer = expansion.defaults ? { layer, body, defaults: expansion.defaults } : { layer, body };
      const template = expansion.template ?? existing?.template;
      const use = expansion.template && { id: expansion.template.id, parameters: bindings };
      expansion.alerts.set(id, {
        id,
        layers: [...(existing?.layers ?? []), one],
        templates: [...(existing?.templates ?? []), ...(use ? [use] : [])],
        ...(template ? { template } : {}),
      });
    } else if (existing && layer === 'alert') expansion.alerts.delete(id);
    else if (expansion.unavailable.size === 0) reportNothing(owner, key, id, expansion);
  }
  if (expansion.alerts.size > maximumAlerts) {
    expansion.scope.findings.push(
      problemAt(
        'template/too-many',
        alerts,
        `The application has more than ${maximumAlerts} alerts. Split it, or use fewer templates.`,
      ),
    );
    expansion.alerts.clear();
  }
}

/** `alert-id:` with nothing below removes what a template brought; without a template it is a slip. */
function reportNothing(owner: YamlNode, key: string, id: string, expansion: Expansion): void {
  const entry = nodeAt(owner, ['alerts', key]);
  const near = nearestName(id, [...expansion.alerts.keys()]);
  const hint = near ? ` Did you mean "${near}"?` : '';
  if (entry)
    expansion.scope.findings.push(
      problemAt(
        'template/nothing-to-remove',
        { file: entry.file, start: entry.start, end: entry.end },
        `The alert "${id}" is empty, and no template brings it, so there is nothing to remove.${hint}`,
      ),
    );
}

/** Plain data of a layer's tree. */
export function layerData(body: MapNode): Record<string, unknown> {
  return toData(body) as Record<string, unknown>;
}
