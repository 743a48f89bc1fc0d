import { defineRule } from '../../rule.ts';
import { texts } from '../../support/alert-texts.ts';

const everywhere =
  /(?<![\w.`])@(all|here|channel|everyone)\b(?!\.\w)|<!(here|channel|everyone|subteam)[^>]*>|<@[UW][A-Z0-9]+>|(?<![\w`])@(slack|opsgenie|pagerduty|webhook|teams|victorops|team|oncall|on-call|hangouts|sns|workflow|case|microsoft-teams|squad)-[\w-]+/i;

export default defineRule({
  id: 'message/no-mention',
  summary: 'Texts mention nobody: who is notified stands in "notify".',
  why: 'A mention in a text is a second, invisible route: it pages past the schedule, at any hour and in staging too, and stays when the routing changes.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    mention:
      'The text mentions "{mention}", which notifies past "notify". Remove it, and name a channel or on-call under "notify".',
  },
  examples: {
    bad: [
      { alert: 'message: "{{value}} of card payments fail @opsgenie-payments"' },
      { alert: 'message: "<!channel> card payments fail"' },
      { alert: 'runbook: { resolution: ["Tell @here, then switch the acquirer with `make switch-acquirer`."] }' },
    ],
    good: [
      {
        because: 'A facet of a log is no mention.',
        alert: 'runbook: { resolution: [Group the failures by @reason; if one leads switch the acquirer.] }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path: at } of texts(alert)) {
        const mention = everywhere.exec(text)?.[0];
        if (mention !== undefined) context.report({ message: 'mention', at, data: { mention } });
      }
    },
  },
});
