import type { ResolvedAlert } from '../../../definitions/types.ts';
import type { Path } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { runbookTexts } from '../../support/alert-texts.ts';

const placeholder =
  /https?:\/\/(?:[\w-]+\.)*(?:example\.(?:com|org|net)|your-?company\.\w+|mycompany\.\w+|foo\.bar|domain\.tld|change-?me\S*)(?![\w.-]*\.\w)[^\s)>\]"'`,;]*/i;
/** In a command `localhost` is the machine that one works on; as a link it is the reader's own. */
const local = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/].*)?$/i;

export default defineRule({
  id: 'runbook/no-dead-host',
  summary: 'Links of an alert lead to a host that exists.',
  why: 'A link to example.com or localhost was copied from a template. It is followed for the first time by somebody who has been woken.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    placeholder: 'The address {url} is a placeholder. Put the real one, or remove it.',
    local: "The address {url} is the reader's own machine. Put the address that everybody can open.",
  },
  examples: {
    bad: [
      { alert: 'dashboard: https://grafana.example.com/d/abc' },
      { alert: 'links: [{ title: Console, url: "https://localhost:8443/admin" }]' },
      { alert: 'runbook: { resolution: ["Open https://wiki.example.org/payments, and switch the acquirer."] }' },
    ],
    good: [
      {
        alert:
          'runbook: { resolution: ["Run `curl http://localhost:8080/health` in the pod; if it hangs, run `make restart`."] }',
      },
    ],
  },
  visit: {
    alert(alert, context) {
      for (const { text, path, isLink } of addressesOf(alert)) {
        const url = (placeholder.exec(text) ?? (isLink ? local.exec(text) : null))?.[0];
        if (url === undefined) continue;
        context.report({ message: local.test(url) ? 'local' : 'placeholder', at: path, data: { url } });
      }
    },
  },
});

function addressesOf(alert: ResolvedAlert): { text: string; path: Path; isLink: boolean }[] {
  return [
    ...(alert.dashboard === undefined ? [] : [{ text: alert.dashboard, path: ['dashboard'], isLink: true }]),
    ...alert.links.map(({ url }, index) => ({ text: url, path: ['links', index, 'url'], isLink: true })),
    ...runbookTexts(alert).map(({ text, path }) => ({ text, path, isLink: false })),
  ];
}
