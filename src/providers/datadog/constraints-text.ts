import type { Constraint } from '../provider.ts';

const docs = 'https://docs.datadoghq.com';

/** Constraints on names, texts, handles and tags. */
export const textConstraints = [
  {
    id: 'datadog/name-length',
    summary: 'A title has at most 255 characters and does not begin with a space.',
    why: 'Datadog trims the name, and the difference never ends. The length is our own limit: Datadog documents none.',
    source: 'https://github.com/grosser/kennel, name_must_not_start_with_space',
  },
  {
    id: 'datadog/text-mention',
    summary: 'Texts name nobody with `@`; who hears of an alert stands in `notify`.',
    why: 'A handle in a text notifies on every transition, also where nobody may be paged. Datadog documents no escape.',
    source: `${docs}/monitors/notify/#notifications`,
  },
  {
    id: 'datadog/text-conditional',
    summary: 'Texts contain no `{{#…}}`, `{{^…}}`, `{{/…}}`, `{{else}}` or `{{{…}}}`.',
    why: 'They would reroute the notification, or unbalance the conditionals written here.',
    source: `${docs}/monitors/notify/variables/#conditional-variables`,
  },
  {
    id: 'datadog/template-variable',
    summary:
      'A variable in a text is one that the monitor has: `{{value}}`, `{{threshold}}`, `{{warn_threshold}}`, `{{group.alias}}`.',
    why: 'Datadog renders an unknown variable as nothing: the page arrives with a hole in it.',
    source: `${docs}/monitors/notify/variables/#template-variables`,
  },
  {
    id: 'datadog/no-handle',
    summary: 'Who is paged has a handle: the on-call connection says how.',
    why: 'Otherwise the monitor fires and nobody is called.',
    source: `${docs}/integrations/opsgenie/`,
  },
  {
    id: 'datadog/unknown-channel',
    summary:
      'A channel exists in the squad and has a Slack, Microsoft Teams or e-mail address whose name Datadog can mention.',
    why: 'An unknown handle is accepted silently and reaches nobody. Discord has no handle in Datadog.',
    source: `${docs}/monitors/notify/#integrations`,
  },
  {
    id: 'datadog/owner-group',
    summary: '`squad.fromGroup` names one of the groups.',
    why: "The handle is chosen by the group's value.",
    source: `${docs}/monitors/notify/variables/#dynamic-handles`,
  },
  {
    id: 'datadog/tag',
    summary:
      'A tag begins with a letter, has letters, digits and `_ - : . /`, at most 200 characters, and no name that is ours.',
    why: 'Datadog rewrites other characters and cuts the rest: the marker would be lost, or the difference never end.',
    source: `${docs}/getting_started/tagging/#define-tags`,
  },
] as const satisfies readonly Constraint[];
