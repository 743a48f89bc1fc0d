/**
 * Constraints of a vendor that a lint rule states for every vendor, by the rule's id. Where the rule has reported an alert, its
 * finding (which explains, and may offer a fix) stands for the constraint's; with the rule switched off the constraint still does.
 */
export const constraintTwins: Readonly<Record<string, string>> = {
  'datadog/threshold-order': 'threshold/order',
  'datadog/recovery-side': 'threshold/recovery-order',
  'datadog/count-needs-sum': 'window/count-needs-sum',
  'datadog/composite-groups': 'group/composite-no-common',
  'datadog/composite-member': 'group/composite-limits',
  'datadog/burn-impossible': 'slo/burn-impossible',
  'datadog/text-mention': 'message/no-mention',
  'datadog/text-conditional': 'message/conditional-balanced',
  'datadog/slo-target': 'slo/target-sane',
  'redash/parameters': 'redash/no-parameters',
  'redash/template-variable': 'message/vars-exist',
  'graylog/template-variable': 'message/vars-exist',
};
