import { defineRule } from '../../rule.ts';
import { nodeAt, type Path } from '../../../definitions/source/node.ts';
import { mendText } from '../../support/mend-text.ts';

export default defineRule({
  id: 'runbook/https-links',
  summary: 'Links of an alert are encrypted.',
  why: 'A page is opened on the phone, in a café or a train. Over plain http its session cookie and what it shows can be read and changed on the way.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  fixable: true,
  messages: { plain: 'The address {url} is not encrypted. Use https.' },
  examples: {
    bad: [
      {
        alert: 'dashboard: http://app.datadoghq.eu/dashboard/abc',
        fixed: 'dashboard: https://app.datadoghq.eu/dashboard/abc',
      },
    ],
    good: [{ alert: 'dashboard: https://app.datadoghq.eu/dashboard/abc' }],
  },
  visit: {
    alert(alert, context) {
      const links: [string, Path][] = alert.links.map(({ url }, index) => [url, ['links', index, 'url']]);
      if (alert.dashboard !== undefined) links.push([alert.dashboard, ['dashboard']]);
      for (const [url, at] of links) {
        if (!url.startsWith('http://')) continue;
        const node = nodeAt(alert.root, at);
        // A port of its own answers to one protocol only, so that nothing can be changed unseen.
        const mendable = node && !/^http:\/\/[^/]*:\d/.test(url);
        const fix = mendable ? mendText(node, url.replace('http:', 'https:'), 'Use https') : undefined;
        context.report({ message: 'plain', at, data: { url }, ...(fix ? { fix } : {}) });
      }
    },
  },
});
