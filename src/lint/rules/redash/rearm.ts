import { parseDuration } from '../../../definitions/values/duration.ts';
import { defineRule } from '../../rule.ts';
import { redash, warehouse } from '../../support/examples.ts';
import { pagesOn } from '../../support/paging.ts';
import { isSource } from '../../support/queries.ts';

const few = { is: 'below', critical: 120 };
const count = redash('select count(*) as n from signatures', 'every: 10m', few);

export default defineRule({
  id: 'redash/rearm',
  summary: 'A Redash alert that pages is repeated, and not with every run of its query.',
  why: 'Redash tells once when the value becomes bad, and then nothing more. A notice lost on the way is lost; one with every run is a flood.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    missing: 'Redash pages once and never again while the value stays bad: add "renotify.every", for example 1h.',
    often: 'With "renotify.every" not longer than "every" ({every}) each run of the query pages: use a longer one.',
  },
  examples: {
    bad: [
      { alert: `${count}renotify: null`, project: `${warehouse}\ndefaults: null` },
      { alert: `${count}renotify: { every: 10m }`, project: `defaults: null\n${warehouse}` },
    ],
    good: [{ alert: `${count}renotify: { every: 1h }`, project: `defaults: null\n${warehouse}` }],
  },
  visit: {
    alert(alert, context) {
      if (!isSource(alert, 'redash', 'query') || !pagesOn(alert)) return;
      const repeat = alert.renotify?.every;
      const every = String(alert.source.fields['every']);
      if (repeat === undefined) context.report({ message: 'missing', at: ['renotify', 'every'] });
      else if (repeat <= (parseDuration(every) ?? 0))
        context.report({ message: 'often', at: ['renotify', 'every'], data: { every } });
    },
  },
});
