import type { ResourceType } from '../provider.ts';

/** The type of an alerting rule. No plugin knows it: rules are delivered as files. */
export const ruleType = 'prometheus:rules/alertingRule:AlertingRule';

/** What alerts become. A rule has no id but its name and labels, so the label `alerts_identity` is what finds it. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  [ruleType]: { noun: 'alerting rule', adoption: 'marker', byFile: true },
};
