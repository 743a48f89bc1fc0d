import { defineRule } from '../../rule.ts';
import { personDocument } from '../../support/person-fixtures.ts';

export default defineRule({
  id: 'person/licence-order',
  summary: 'The run licence comes before the on-call licence.',
  why: 'Duty in working hours, with colleagues around, is where one learns. A licence for nights without it means a person alone at 03:00 with systems that they have never repaired by day.',
  presets: { recommended: 'warning', strict: 'warning', import: 'off' },
  messages: {
    missing: '{person} holds the licence "onCall" without "run". Add the date of the run licence.',
    order: '{person} holds the licence "onCall" since {onCall}, before "run" ({run}). Mend the dates.',
  },
  examples: {
    bad: [
      { files: { 'dan.yaml': dan('onCall: 2026-03-02') } },
      { files: { 'dan.yaml': dan('run: 2026-05-04, onCall: 2026-03-02') } },
    ],
    good: [
      { files: { 'dan.yaml': dan('run: 2026-01-05, onCall: 2026-03-02') } },
      { files: { 'dan.yaml': dan('run: 2026-01-05') } },
    ],
  },
  visit: {
    document(document, context) {
      if (document.kind !== 'Person') return;
      const { run, onCall } = (document.data['licence'] ?? {}) as { run?: string; onCall?: string };
      if (onCall === undefined) return;
      const at = ['licence', 'onCall'];
      if (run === undefined) context.report({ message: 'missing', at, key: true, data: { person: document.id } });
      else if (onCall < run) context.report({ message: 'order', at, data: { person: document.id, run, onCall } });
    },
  },
});

function dan(licence: string): string {
  return personDocument('dan', `name: Dan Petit\nemail: dan@acme.example\nlicence: { ${licence} }`);
}
