import type { Document } from '../../definitions/types.ts';
import { sameData } from './equal.ts';
import { held, placeAt, nothingHeldBack, together, type Bench, type HeldBack } from './held-back.ts';
import type { Side } from './side.ts';

/** Exemptions that the base does not know exempt nobody; others exempt what they did. Removing one, or ending it earlier, counts at once. */
export function exemptionsHeldBack(base: Side, head: Side, bench: Bench): HeldBack {
  return together(
    head.all('Exemption').map(({ document }) => {
      const before = base.find('Exemption', document.id);
      return before ? changed(before, document, bench) : added(document, bench);
    }),
  );
}

function added(document: Document, bench: Bench): HeldBack {
  const { file, id, data, root } = document;
  const message = `The exemption ${id} from ${String(data['check'])} is not at ${bench.revision}: it exempts nobody yet.`;
  return {
    findings: [held('exemption-added', placeAt(root, ['id']), message, bench, { subject: `exemption ${id}` })],
    taken: [{ file: file.path, kind: 'Exemption', id, path: [] }],
  };
}

function changed(before: Document, after: Document, bench: Bench): HeldBack {
  const fields = [...new Set([...Object.keys(before.data), ...Object.keys(after.data)])].filter(
    (field) => !sameData(before.data[field], after.data[field]) && !harmless(field, before, after),
  );
  if (fields.length === 0) return nothingHeldBack;
  const { file, id, root } = after;
  return {
    findings: fields.map((field) =>
      held(
        'exemption-changed',
        placeAt(root, [field]),
        `"${field}" of the exemption ${id} differs from ${bench.revision}: it exempts what it did there.`,
        bench,
        { subject: `exemption ${id}` },
      ),
    ),
    taken: [{ file: file.path, kind: 'Exemption', id, path: [], instead: before.data }],
  };
}

/** Words for people; an earlier end; an approval that is taken back. */
function harmless(field: string, before: Document, after: Document): boolean {
  if (field === 'until') return String(after.data['until']) < String(before.data['until']);
  return field === 'reason' || field === 'ticket' || (field === 'approvedBy' && after.data[field] === undefined);
}
