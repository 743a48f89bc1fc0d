import type { Document } from '../../../definitions/types.ts';
import { titleMatches } from '../../../oncall/routing/title-pattern.ts';
import { getsMailOf, mailboxOf } from '../../../providers/on-call-mailbox.ts';
import { defineRule } from '../../rule.ts';
import { connectionsOf, mapOf, type Fields } from '../../support/written-data.ts';

const project =
  'connections: { warehouse: { vendor: redash, url: "https://redash.acme.example", dataSource: Warehouse, apiKey: { env: REDASH_API_KEY }, onCall: "redash-${squad}@acme.opsgenie.net" } }';
const mailbox = (actions: string): string =>
  `integrations: { redash: { type: Email, address: redash-payments${actions} } }`;
const opens = "bad: { do: create, when: { title: ['[TRIGGERED]*', '[UNKNOWN]*'] } }";

export default defineRule({
  id: 'redash/mail-actions',
  summary: 'The integration that gets mails of Redash opens what is bad and closes what is over.',
  why: 'Redash writes when a value is bad (`[TRIGGERED]`), when it is missing (`[UNKNOWN]`) and when all is well again (`[OK]`). Without actions each of these mails opens an alert: somebody is called at night because it is over, and what is over stays open.',
  presets: { recommended: 'error', strict: 'error', import: 'warning' },
  messages: {
    opens: 'Redash writes to {address} also when all is well again, and that mail opens an alert: somebody is called.',
    stays:
      'Nothing closes what the mails of Redash to {address} have opened, and while it is open the next mail calls nobody.',
    deaf: 'Mails in which Redash tells {address} of a bad value open no alert: nobody is called.',
  },
  examples: {
    bad: [
      { because: 'without actions every mail opens an alert', project, squad: mailbox('') },
      {
        because: 'what is over is left out, and nothing else closes',
        project,
        squad: mailbox(`, actions: { over: { do: ignore, when: { title: '[OK]*' } }, bad: { do: create } }`),
      },
      {
        because: 'a mail does not say its application, so the policy does not see it',
        project,
        squad: `${mailbox(`, actions: { over: { do: ignore, when: { title: '[OK]*' } }, bad: { do: create } }`)}
notifications: { close: { when: { application: checkout-api }, autoClose: 1d } }`,
      },
      {
        because: 'mails begin with [TRIGGERED]',
        project,
        squad: mailbox(
          `, actions: { bad: { do: create, when: { title: '[ALERT]*' } }, over: { do: close, when: { title: '[OK]*' } } }`,
        ),
      },
    ],
    good: [
      { project, squad: mailbox(`, actions: { ${opens}, over: { do: close, when: { title: '[OK]*' } } }`) },
      {
        because: 'a policy closes',
        project,
        squad: `${mailbox(`, actions: { over: { do: ignore, when: { title: '[OK]*' } }, bad: { do: create, set: { tags: { via: redash } } } }`)}
notifications: { close: { when: { tag: { via: redash } }, autoClose: 1d } }`,
      },
    ],
  },
  visit: {
    squad(squad, context) {
      for (const address of mailboxesOf(context.project, squad.id))
        for (const [id, integration] of Object.entries(mapOf(squad.data['integrations'])).filter(([, one]) =>
          getsMailOf(mapOf(one), address),
        )) {
          const at = ['integrations', id, 'actions'];
          const message = problemOf(mapOf(mapOf(integration)['actions']), squad);
          if (message !== undefined) context.report({ message, at, data: { address }, help });
        }
    },
  },
});

const help =
  "Write \"actions: { bad: { do: create, when: { title: ['[TRIGGERED]*', '[UNKNOWN]*'] } }, over: { do: close, when: { title: '[OK]*' } } }\".";

/** Where Redash writes to when the squad is called. */
function mailboxesOf(project: Document, squad: string): string[] {
  return connectionsOf(project).flatMap(([, { vendor, onCall, onCallWebhook }]) =>
    vendor === 'redash' && typeof onCall === 'string' && onCallWebhook === undefined ? [mailboxOf(onCall, squad)] : [],
  );
}

function problemOf(actions: Fields, squad: Document): 'opens' | 'stays' | 'deaf' | undefined {
  const ends = subjects('OK').map((subject) => taken(actions, subject));
  if (ends.includes('create')) return 'opens';
  if (!subjects('TRIGGERED').some((subject) => taken(actions, subject) === 'create')) return 'deaf';
  return ends.includes('close') || closes(squad) ? undefined : 'stays';
}

const subjects = (state: string): string[] => ['P1', 'P2', 'P3', 'P4', 'P5'].map((one) => `[${state}] [${one}] x`);

/** What Opsgenie does with a mail; it tries all actions that ignore, then those that create, then the rest. */
function taken(actions: Fields, subject: string): string | undefined {
  const all = Object.values(actions).map(mapOf);
  if (all.length === 0) return 'create';
  return ['ignore', 'create', 'close', 'acknowledge', 'add-note'].find((kind) =>
    all.some((one) => one['do'] === kind && selects(mapOf(one['when'])['title'], subject)),
  );
}

function selects(title: unknown, subject: string): boolean {
  if (title === undefined) return true;
  return (Array.isArray(title) ? title : [title]).some((pattern) => titleMatches(String(pattern), subject));
}

/** What Opsgenie knows of an alert that a mail has opened. */
const known = ['title', 'priority', 'tag', 'hours'];

/** Whether a policy of the squad closes alerts that mails have opened. */
function closes({ data }: Document): boolean {
  const policies = ['policies', 'notifications'].flatMap((list) => Object.values(mapOf(data[list])).map(mapOf));
  return policies.some(
    ({ autoClose, when }) => autoClose !== undefined && Object.keys(mapOf(when)).every((key) => known.includes(key)),
  );
}
