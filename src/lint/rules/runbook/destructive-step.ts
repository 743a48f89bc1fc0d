import { defineRule } from '../../rule.ts';
import { runbookTexts } from '../../support/alert-texts.ts';

const destructive =
  /\brm\s+-\w*r\w*f?\w*\s+(\/|~|\*)(\s|$|\*)|\bdrop\s+(table|database|schema)\b|\btruncate\s+table\b|\bdelete\s+(namespace|pvc|persistentvolumeclaim|pv)\b|\bpurge_queue\b|\bdelete_vhost\b|\bflushall\b|\bflushdb\b|\bterraform\s+destroy\b|\bpush\s+(--force|-f)\b|\bmkfs\b/i;

export default defineRule({
  id: 'runbook/destructive-step',
  summary: 'A command that destroys data says in its step what has to be sure before.',
  why: 'Commands of a runbook are copied half asleep. One that cannot be undone, with nothing before it that makes its reader stop, turns an outage into a loss.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    destructive:
      'The command "{command}" cannot be undone. Say in the same step what to verify or save first ("only if …", "after a backup"), or use a safer one.',
  },
  examples: {
    bad: [{ alert: 'runbook: { resolution: ["If the queue is full, run `rabbitmqctl purge_queue payments`."] }' }],
    good: [
      {
        alert:
          'runbook: { resolution: ["Save the messages with `make dump`; only if the dump is complete, run `rabbitmqctl purge_queue payments`."] }',
      },
      {
        because: 'It says what not to do.',
        alert: 'runbook: { resolution: [Restart the consumers with `make restart`. Never run purge_queue.] }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path } of runbookTexts(alert)) {
        const commands = [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
        const command = commands.find((one) => destructive.test(one));
        const prose = text.replace(/`[^`]*`/g, '');
        if (
          command === undefined ||
          /\b(only|never|not|backup|back up|save|dump|verify|make sure|after|si|jamais|après|sauvegarde\w*|vérifi\w*)\b/i.test(
            prose,
          )
        )
          continue;
        context.report({ message: 'destructive', at: path, data: { command } });
      }
    },
  },
});
