import { defineRule } from '../../rule.ts';
import { gauge } from '../../support/examples.ts';
import { isEphemeral } from '../../support/facets.ts';

const full = { critical: '90%', recovery: '80%' };
const byPod =
  'groups: { by: [service, pod_name], notify: [service], limit: 30, newGroupDelay: 10m }\nmessage: Card payments fail';

export default defineRule({
  id: 'nodata/keep-on-ephemeral-group',
  summary: 'An alert per pod or container resolves when the pod is gone.',
  why: 'A pod that is replaced never reports again. Its group keeps firing until the vendor forgets it, or notifies about missing data after every deployment.',
  presets: { recommended: 'warning', strict: 'warning', import: 'info' },
  messages: {
    keep: 'A "{facet}" that fired and was replaced never reports again, and "noData: keep" leaves it firing: use "noData: resolve".',
    notify:
      'Every deployment replaces "{facet}", and "noData: notify" reports each one that is gone: use "noData: resolve".',
  },
  examples: {
    bad: [{ alert: gauge({ ...full, noData: 'keep' }, byPod) }, { alert: gauge({ ...full, noData: 'notify' }, byPod) }],
    good: [
      { alert: gauge({ ...full, noData: 'resolve' }, byPod) },
      {
        because: 'services stay',
        alert: gauge(
          { ...full, noData: 'keep' },
          'groups: { by: [service], notify: null }\nmessage: Card payments fail',
        ),
      },
    ],
  },
  visit: {
    alert(alert, context) {
      const noData = 'noData' in alert.condition ? alert.condition.noData : undefined;
      const group = alert.groups?.by.find(({ facet }) => isEphemeral(facet) && facet !== 'version');
      if (!group || (noData !== 'keep' && noData !== 'notify')) return;
      context.report({ message: noData, at: ['condition', 'noData'], data: { facet: group.facet } });
    },
  },
});
