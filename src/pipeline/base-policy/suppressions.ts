import type { LoadedDocument, LoadedFile } from '../../definitions/load/load-file.ts';
import { nodeAt, textOf, type Path, type YamlNode } from '../../definitions/source/node.ts';
import type { Location } from '../../findings/finding.ts';
import { suppressionsOf } from '../../lint/suppressions.ts';
import { adviceOf, nothingHeldBack, together, type Bench, type HeldBack, type Taken } from './held-back.ts';
import type { Side } from './side.ts';

/** One suppression: what makes it the same in two versions, and how to take it out. */
interface Muting {
  /** Rule and place by names, whatever the line. */
  readonly key: string;
  readonly rule: string;
  readonly until: string | undefined;
  readonly location: Location;
  readonly taken: Taken;
}

/** Suppressions that the base does not have at the same place hide nothing. Removing one, or ending it earlier, counts at once. */
export function suppressionsHeldBack(base: Side, head: Side, bench: Bench): HeldBack {
  const known = new Map<string, (string | undefined)[]>();
  for (const { key, until } of base.files.flatMap(mutingsOf)) known.set(key, [...(known.get(key) ?? []), until]);
  return together(
    head.files.flatMap(mutingsOf).map((one) => {
      const ends = known.get(one.key) ?? [];
      if (ends.length === 0) return added(one, bench);
      return extended(one, ends.shift(), bench);
    }),
  );
}

function added(one: Muting, bench: Bench): HeldBack {
  const message = `This suppression of ${one.rule} is not at ${bench.revision}: it hides nothing yet.`;
  return { findings: [finding('suppression-added', one, message, bench)], taken: [one.taken] };
}

function extended(one: Muting, end: string | undefined, bench: Bench): HeldBack {
  if (end === undefined || (one.until !== undefined && one.until <= end)) return nothingHeldBack;
  const message = `This suppression of ${one.rule} ends on ${end} at ${bench.revision}; a later end does not count yet.`;
  return {
    findings: [finding('suppression-extended', one, message, bench)],
    taken: end < bench.today ? [one.taken] : [],
  };
}

function finding(rule: string, { location }: Muting, message: string, bench: Bench): HeldBack['findings'][number] {
  return { rule: `policy/${rule}`, severity: 'error', message, location, help: adviceOf(bench) };
}

function mutingsOf(loaded: LoadedFile): Muting[] {
  return [...loaded.documents.flatMap((one) => listed(one, loaded)), ...commented(loaded)];
}

/** `suppress:` of a document and of its alerts. */
function listed({ document }: LoadedDocument, { file }: LoadedFile): Muting[] {
  const { kind, id, root } = document;
  const alerts = nodeAt(root, ['alerts']);
  const owners: Path[] = [
    [],
    ...(alerts?.kind === 'map' ? [...alerts.entries.keys()].map((one) => ['alerts', one]) : []),
  ];
  return owners.flatMap((owner) => {
    const list = nodeAt(root, [...owner, 'suppress']);
    if (list?.kind !== 'list') return [];
    return list.items.flatMap((item, index): Muting[] => {
      const rule = textOf(nodeAt(item, ['rule']));
      if (rule === undefined) return [];
      return [
        {
          key: JSON.stringify(['list', rule, kind, id, owner]),
          rule,
          until: textOf(nodeAt(item, ['until'])),
          location: file.locate(nodeAt(item, ['rule']) ?? item),
          taken: { file: file.path, kind, id, path: [...owner, 'suppress', index] },
        },
      ];
    });
  });
}

function commented(loaded: LoadedFile): Muting[] {
  const { file } = loaded;
  return suppressionsOf(loaded)
    .suppressions.filter(({ subject }) => subject === undefined)
    .map(({ rule, until, location, fromLine }) => ({
      key: JSON.stringify(['comment', rule, placeOn(fromLine, loaded)]),
      rule,
      until,
      location,
      taken: { file: file.path, comment: location.line },
    }));
}

/** What stands on a line: the names that lead to the first value that begins there, else its text. */
function placeOn(line: number, { file, documents }: LoadedFile): unknown {
  for (const { document } of documents) {
    const path = pathOn(document.root, line, []);
    if (path) return [document.kind, document.id, path];
  }
  return file.text.split('\n')[line - 1]?.trim() ?? '';
}

function pathOn(node: YamlNode, line: number, path: Path): Path | undefined {
  if (node.kind === 'scalar') return undefined;
  const children: [string | number, YamlNode, number][] =
    node.kind === 'list'
      ? [...node.items.entries()].map(([index, item]) => [index, item, item.start])
      : [...node.entries].map(([key, { value, keyStart }]) => [key, value, keyStart]);
  for (const [step, value, start] of children) {
    const here = [...path, step];
    if (value.file.position(start).line === line) return here;
    const below = value.file.position(value.end).line >= line ? pathOn(value, line, here) : undefined;
    if (below) return below;
  }
  return undefined;
}
