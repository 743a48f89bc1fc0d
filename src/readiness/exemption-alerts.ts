import { problemAt } from '../definitions/problem.ts';
import { nodeAt, type ScalarNode, type YamlNode } from '../definitions/source/node.ts';
import { globMatches } from '../definitions/values/glob.ts';
import type { Finding } from '../findings/finding.ts';
import { nearestName } from '../findings/nearest-name.ts';
import type { Exemption } from './exemptions.ts';
import type { ReadinessView } from './view.ts';

/** Alerts that exemptions name and that nobody judges: what is misspelt would silently exempt nothing. */
export function unknownAlerts(exemptions: readonly Exemption[], views: readonly ReadinessView[]): Finding[] {
  const judged = views.flatMap(({ id, alerts }) =>
    alerts.map((alert) => ({ id: alert.id, full: `${id}/${alert.id}` })),
  );
  const isKnown = (name: string): boolean =>
    judged.some(({ id, full }) => globMatches(name, id) || globMatches(name, full));
  return exemptions.flatMap(({ id, at }) =>
    namesIn(nodeAt(at, ['when', 'alert']))
      .filter(({ value }) => !isKnown(String(value)))
      .map((node) => {
        const name = String(node.value);
        const near = nearestName(
          name,
          judged.map((one) => (name.includes('/') ? one.full : one.id)),
        );
        return problemAt(
          'readiness/unknown-alert',
          node,
          `The exemption ${id} names the alert ${name}, which nobody judges.`,
          {
            subject: `exemption ${id}`,
            help:
              near === undefined
                ? 'Name one that exists and is not disabled, or remove the exemption.'
                : `Did you mean "${near}"?`,
          },
        );
      }),
  );
}

function namesIn(node: YamlNode | undefined): ScalarNode[] {
  if (node?.kind === 'list') return node.items.flatMap(namesIn);
  return node?.kind === 'scalar' ? [node] : [];
}
