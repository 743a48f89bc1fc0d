import { describe, expect, test } from 'vitest';
import { compileNodes } from '../../../src/pipeline/resolved-alerts.ts';
import { runTexts } from '../../support/tree.ts';
import { cleanTree, edited, type Files } from './judged.ts';

const application = 'payments/checkout-api.yaml';

/** What each vendor, and the chats behind them, take for a mention. */
const mentions = {
  'Datadog: everybody': '@all',
  'Datadog: a person': '@ana@acme.example',
  'Datadog: the on-call backend': '@opsgenie-identity',
  'Datadog: PagerDuty': '@pagerduty-Identity',
  'Datadog: Slack': '@slack-general',
  'Datadog: a webhook': '@webhook-anything',
  'Datadog: Teams': '@teams-general',
  'Datadog: a handle that is built as it fires': '@team-{{group.acquirer}}',
  'Slack: a channel': '<!channel>',
  'Slack: who is there': '<!here|here>',
  'Slack: a group': '<!subteam^SAZ94GDB8>',
  'Slack: a person': '<@U024BE7LH>',
  'chats: who is there': '@here',
  'chats: a channel': '@channel',
  'chats: everyone': '@everyone',
};

/** Texts of an alert that end up in what vendors send. */
const places: Readonly<Record<string, (text: string) => Files>> = {
  description: (text) =>
    edited(cleanTree, application, ['description: Card payments fail', `description: 'Card ${text} payments fail'`]),
  impact: (text) =>
    edited(cleanTree, application, [
      'impact: Customers cannot pay by card at one acquirer.',
      `impact: 'Cards ${text} fail.'`,
    ]),
  message: (text) =>
    edited(cleanTree, application, [
      'of card payments fail at {{group.acquirer}}',
      `of card payments ${text} fail at {{group.acquirer}}`,
    ]),
  trigger: (text) =>
    edited(cleanTree, application, [
      'trigger: More than 5% of card payments failed',
      `trigger: More than 5% of card ${text} payments failed`,
    ]),
  resolution: (text) =>
    edited(cleanTree, application, ['- Open the acquirer', `- Tell ${text} first. Open the acquirer`]),
};

async function compiled(files: Files): Promise<{ readonly texts: string; readonly errors: readonly string[] }> {
  const result = await runTexts(files);
  const node = compileNodes(result).find(({ identity }) => identity === 'production/checkout-api/card-errors');
  return {
    texts: JSON.stringify(node?.inputs ?? {}),
    errors: result.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
  };
}

describe.each(Object.entries(mentions))('%s', (_, mention) => {
  test.each(Object.keys(places))('in the %s is an error', async (place) => {
    const { errors } = await compiled((places[place] as (text: string) => Files)(mention));
    expect(errors).not.toEqual([]);
  });
});

test('without a mention in a text, only typed fields mention somebody', async () => {
  const { texts, errors } = await compiled(cleanTree);
  expect(errors).toEqual([]);
  expect([...new Set(texts.match(/@[\w.-]+/g))].sort()).toEqual(['@opsgenie-payments', '@slack-squad-payments']);
});

test.each(["'@all'", "'@opsgenie-${squad} @all'", "'@opsgenie-${squad},@slack-general'", "'@here'"])(
  'a handle of the on-call backend that is %s reaches nobody else',
  async (handle) => {
    const { texts, errors } = await compiled(edited(cleanTree, 'project.yaml', ["'@opsgenie-${squad}'", handle]));
    expect(errors).toContain('datadog/no-handle');
    expect(texts).not.toMatch(/@(all|here|slack-general)/);
  },
);

test.each([
  ["'#squad-payments'", "'#x @all'"],
  ["'#squad-payments'", "'@here'"],
  ["'#squad-payments'", "'#<!channel>'"],
])('a channel is one channel: %s is not %s', async (before, after) => {
  const { errors, texts } = await compiled(edited(cleanTree, 'payments/squad.yaml', [before, after]));
  expect(errors).toContain('schema/value');
  expect(texts).not.toMatch(/@all|@here|<!channel/);
});

test('what is pasted from Datadog brings no text of its own', async () => {
  const raw = (options: string): Files =>
    edited(cleanTree, application, [
      '        logs:\n          query: service:checkout-api @event:login_refused env:${dd}\n          index: main\n          compute: count\n',
      `        raw: { type: log alert, query: 'logs("service:x env:\${dd}").index("main").rollup("count").last("15m") > 40', options: { ${options} } }\n`,
    ]);
  for (const option of ["escalation_message: '@all'", "message: '@all'", "silenced: { '*': null }"])
    expect((await compiled(raw(option))).errors).toContain('schema/unknown-field');
});
