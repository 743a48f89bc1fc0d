import type { YamlNode } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { runbookTexts } from '../../support/alert-texts.ts';
import { eachText } from '../../support/scalars.ts';
import { secretIn } from '../../support/secrets.ts';

export default defineRule({
  id: 'message/no-secret',
  summary: 'No definition holds a password, a token or a key.',
  why: 'Definitions are read by the whole company, and texts are copied to chat, tickets and status pages. A secret that was committed once has to be changed.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    secret:
      'This looks like {kind}. Change the secret now, and keep it out: "{ env: NAME }" in connections, the name of the vault entry in texts.',
    file: 'The runbook {file} holds what looks like {kind}. Change the secret now, and name the vault entry instead.',
  },
  examples: {
    bad: [
      { alert: `message: Log in with ${'AKIA'}IOSFODNN7EXAMPLE` },
      {
        alert: 'runbook: { resolution: ["Run `psql postgres://admin:hunter2x@db/payments`, and look at the locks."] }',
      },
      { alert: 'runbook: { resolution: ["Open the console, password: tr0ub4dor3, and switch the acquirer."] }' },
      {
        application:
          'links: [{ title: Alerts, url: "https://hooks.slack.com/services/T0AAAAAAA/B0AAAAAAA/abcdefghij" }]',
      },
    ],
    good: [
      {
        alert:
          'runbook: { resolution: ["Run `psql postgres://$USER:$PASSWORD@db/payments`, and end the oldest lock."] }',
      },
      { alert: 'runbook: { resolution: ["Renew it with `vault kv put payments/webhook secret=...`, and restart."] }' },
    ],
  },
  visit: {
    alert(alert, context) {
      const file = alert.runbook?.from;
      if (file === undefined) return;
      for (const { text, path } of runbookTexts(alert)) {
        const kind = secretIn(text);
        if (kind !== undefined) context.report({ message: 'file', at: path, data: { file, kind } });
      }
    },
    application: (application, context) => search(application.document.root, (report) => context.report(report)),
    squad: (squad, context) => search(squad.root, (report) => context.report(report)),
    project: (project, context) => search(project.root, (report) => context.report(report)),
    document: (document, context) => search(document.root, (report) => context.report(report)),
  },
});

function search(
  root: YamlNode,
  report: (report: { message: 'secret'; at: YamlNode; data: { kind: string } }) => void,
): void {
  eachText(root, (text, at) => {
    const kind = secretIn(text);
    if (kind !== undefined) report({ message: 'secret', at, data: { kind } });
  });
}
