import { defineRule } from '../../rule.ts';
import { graylog } from '../../support/examples.ts';
import { sourcePath, sourceText } from '../../support/queries.ts';

const many = { critical: 20, over: '5m' };

export default defineRule({
  id: 'graylog/leading-wildcard',
  summary: 'A search has a filter that the index can use.',
  why: 'A wildcard at the beginning of a word reads every message of the time range, and is switched off on most servers: the search fails, times out, or slows everybody else down.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    leading:
      '"{word}" begins with a wildcard, which reads every message: search for the beginning of the word, or extract a field.',
    everything: 'This search matches every message of its streams: filter by a field such as level or application.',
  },
  examples: {
    bad: [
      { alert: graylog('query: "message:*timeout", every: 5m', many) },
      { alert: graylog('query: "*", every: 5m', many) },
    ],
    good: [{ alert: graylog('query: "level:3 AND message:timeout*", every: 5m', many) }],
  },
  visit: {
    alert(alert, context) {
      const query = alert.source.vendor === 'graylog' ? sourceText(alert, 'query')?.trim() : undefined;
      if (query === undefined) return;
      const at = sourcePath(alert, 'query');
      const word = /(?:^|[\s:(])([*?][^\s)]+)/.exec(query)?.[1];
      if (query === '' || query === '*' || query === '*:*') context.report({ message: 'everything', at });
      else if (word !== undefined) context.report({ message: 'leading', at, data: { word } });
    },
  },
});
