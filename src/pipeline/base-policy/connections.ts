import type { Path } from '../../definitions/source/node.ts';
import type { LoadedDocument } from '../../definitions/load/load-file.ts';
import type { Document } from '../../definitions/types.ts';
import type { Finding } from '../../findings/finding.ts';
import { connectionsOf } from '../compile-context.ts';
import { environmentsOf } from '../lint-environment.ts';
import { sameData } from './equal.ts';
import { held, placeAt, nothingHeldBack, together, type Bench, type HeldBack } from './held-back.ts';

type Connections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const contacting = new Set(['policy/connection-changed', 'policy/state-changed']);

/** Whether something is held back that decides who would be shown a credential: nobody may be contacted then. */
export function touchesContacts(findings: readonly Finding[]): boolean {
  return findings.some(({ rule }) => contacting.has(rule));
}

/** Connections and the place of the state are the base's. New ones stay, so that what refers to them can be judged, and are contacted by nobody. */
export function connectionsHeldBack(base: Document, head: Document, bench: Bench): HeldBack {
  const [before, after] = [written(base), written(head)];
  return together([
    ...Object.keys(after).map((name) => {
      const [was, is] = [before[name], after[name]];
      if (!was) return added(name, head, bench);
      return sameData(was, is) ? movedByVars(name, base, head, bench) : changed(name, was, is ?? {}, head, bench);
    }),
    stateHeldBack(base, head, bench),
  ]);
}

function written({ data }: Document): Connections {
  return (data['connections'] as Connections | undefined) ?? {};
}

function added(name: string, head: Document, bench: Bench): HeldBack {
  const message = `The connection ${name} is not at ${bench.revision}: it gets no credentials yet.`;
  return named(head, ['connections', name], message, bench);
}

function changed(
  name: string,
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
  head: Document,
  bench: Bench,
): HeldBack {
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (field) => !sameData(was[field], is[field]),
  );
  const path = ['connections', name];
  return {
    findings: fields.flatMap(
      (field) =>
        named(
          head,
          [...path, field],
          `"${field}" of the connection ${name} differs from ${bench.revision}; what stands there is used.`,
          bench,
        ).findings,
    ),
    taken: [{ file: head.file.path, kind: 'Project', id: head.id, path, instead: was }],
  };
}

/** The same words may mean another server where variables or environments changed. */
function movedByVars(name: string, base: Document, head: Document, bench: Bench): HeldBack {
  const known = new Map(environmentsOf(base.data).map((one) => [one, resolved(base, one, name)]));
  return together(
    environmentsOf(head.data).map((environment) => {
      const is = resolved(head, environment, name);
      const legal = known.has(environment) ? [known.get(environment)] : [...known.values()];
      if (legal.some((one) => sameData(one, is))) return nothingHeldBack;
      const message = `The connection ${name} would lead elsewhere in ${environment} than at ${bench.revision}.`;
      return named(head, ['environments', environment, 'vars'], message, bench);
    }),
  );
}

function resolved(project: Document, environment: string, name: string): unknown {
  const loaded: LoadedDocument = { document: project, brokenAlerts: new Set(), broken: false };
  return connectionsOf(loaded, environment)[name];
}

function stateHeldBack(base: Document, head: Document, bench: Bench): HeldBack {
  const { state } = base.data;
  if (sameData(state, head.data['state'])) return nothingHeldBack;
  const message = `"state" differs from ${bench.revision}; what stands there is used.`;
  return {
    findings: [held('state-changed', placeAt(head.root, ['state']), message, bench)],
    taken: [
      {
        file: head.file.path,
        kind: 'Project',
        id: head.id,
        path: ['state'],
        ...(state === undefined ? {} : { instead: state }),
      },
    ],
  };
}

function named(head: Document, path: Path, message: string, bench: Bench): HeldBack {
  return { findings: [held('connection-changed', placeAt(head.root, path), message, bench)], taken: [] };
}
