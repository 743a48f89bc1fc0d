import { defineRule } from '../../rule.ts';
import { runbookTexts } from '../../support/alert-texts.ts';
import { fillerIn } from '../../support/filler.ts';

const meanings = { trigger: 'what has happened when this fires', resolution: 'what to do, step by step' };

export default defineRule({
  id: 'runbook/sections',
  summary: 'The trigger and the resolution of a runbook are written, not left as the template had them.',
  why: 'A runbook that says "TODO" passes for one in every review and every report, until somebody opens it at night.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    empty: 'The runbook{file} has no {section}: {meaning}. Write it{heading}.',
    filler: 'The {section} of the runbook{file} still holds "{filler}". Write what the person who is called needs.',
  },
  examples: {
    bad: [
      { alert: 'runbook: { resolution: [TODO] }' },
      { alert: 'runbook: { trigger: To be completed }' },
      { alert: 'runbook: { resolution: null }' },
      {
        because: 'The heading is there, the text is not.',
        alert: 'runbook: ./card-errors.md',
        files: {
          'payments/card-errors.md':
            '# Card errors\n\n## Trigger\n\nPayments failed.\n\n## Resolution\n\n## Expected time\n\n15m\n',
        },
      },
    ],
    good: [
      { because: 'The runbook of the standard alert is complete.' },
      {
        because: 'A placeholder in a command is filled by its reader.',
        alert: 'runbook: { resolution: ["If one pod hangs, run `kubectl delete pod <pod>`."] }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const { runbook } = alert;
      if (!runbook) return;
      const file = runbook.from === undefined ? '' : ` ${runbook.from}`;
      for (const section of ['trigger', 'resolution'] as const) {
        const text = runbook[section];
        if ((typeof text === 'string' ? text.trim() : text).length > 0) continue;
        const at = runbook.from === undefined ? ['runbook', section] : ['runbook'];
        const heading = runbook.from === undefined ? '' : ` under its heading`;
        context.report({ message: 'empty', at, data: { file, section, meaning: meanings[section], heading } });
      }
      for (const { field, path, text } of runbookTexts(alert)) {
        const filler = text.trim() === '' ? undefined : fillerIn(text);
        if (filler !== undefined)
          context.report({ message: 'filler', at: path, data: { section: field, file, filler } });
      }
    },
  },
});
