import type { Path } from '../../definitions/source/node.ts';
import type { Document } from '../../definitions/types.ts';
import { held, placeAt, together, type Bench, type HeldBack } from './held-back.ts';

type Environments = Readonly<Record<string, { readonly paging?: string } | null>>;

/** No more files are ignored than at the base. */
export function ignoreHeldBack(base: Document, head: Document, bench: Bench): HeldBack {
  const known = globsOf(base);
  return together(
    [...globsOf(head).entries()]
      .filter(([, glob]) => !known.includes(glob))
      .map(([index, glob]) => {
        const message = `Files that match ${glob} would be ignored; at ${bench.revision} they are not.`;
        return take('ignore-added', head, ['ignore', index], message, bench);
      }),
  );
}

function globsOf({ data }: Document): readonly string[] {
  return (data['ignore'] as readonly string[] | undefined) ?? [];
}

/** Environments that page at the base do so until approved. One that is gone cannot be judged, but is named. */
export function pagingHeldBack(base: Document, head: Document, bench: Bench): HeldBack {
  const [before, after] = [environmentsIn(base), environmentsIn(head)];
  const paged = Object.keys(before).filter((name) => before[name]?.paging !== 'never');
  return together(
    paged.flatMap((name): HeldBack[] => {
      if (!(name in after)) return [gone(name, head, bench)];
      if (after[name]?.paging !== 'never') return [];
      const message = `The environment ${name} pages at ${bench.revision}; here nobody would be called from it any more.`;
      return [take('paging-off', head, ['environments', name, 'paging'], message, bench)];
    }),
  );
}

function gone(name: string, head: Document, bench: Bench): HeldBack {
  const message = `The environment ${name}, which pages at ${bench.revision}, is gone: nothing is judged in it any more.`;
  return { findings: [held('paging-off', placeAt(head.root, ['environments']), message, bench)], taken: [] };
}

function environmentsIn({ data }: Document): Environments {
  return (data['environments'] as Environments | undefined) ?? {};
}

function take(rule: string, head: Document, path: Path, message: string, bench: Bench): HeldBack {
  return {
    findings: [held(rule, placeAt(head.root, path), message, bench)],
    taken: [{ file: head.file.path, kind: 'Project', id: head.id, path }],
  };
}
