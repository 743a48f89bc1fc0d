import type { Policy, Quieting } from '../../oncall/model.ts';
import type { Path } from '../../definitions/source/node.ts';
import { conditionsOf, filterOf, hasTag } from './criteria.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { timedFilters, type TimedFilter } from './hours-conditions.ts';
import { accountName } from './names.ts';
import { addNotificationPolicy, hasQuieting } from './notification-policies.ts';
import { alertPolicyType } from './resource-types.ts';
import { unchanged } from './unchanged.ts';
import { always } from './windows.ts';

/** Message and tags of an alert: https://docs.opsgenie.com/docs/alert-api */
const longestMessage = 130;
const longestTag = 50;
const mostTags = 20;

/**
 * Policies that rename and reclassify, in the file's order. What a policy holds back is a notification policy, which Opsgenie looks at after
 * all of these, when priority and title may be new: so it goes by a tag that this policy sets.
 */
export function addPolicies(compiling: Compiling): void {
  const policies = [...compiling.squad.policies.values()];
  for (const [index, policy] of policies.entries()) {
    const isLast = index === policies.length - 1;
    addPolicy(policy, isLast, compiling);
  }
}

function addPolicy(policy: Policy, isLast: boolean, compiling: Compiling): void {
  const { id, path } = policy;
  const marks = hasQuieting(policy);
  const tags = [
    ...Object.entries(policy.set.tags ?? {}).map(([key, value]) => `${key}:${value}`),
    ...(marks ? [markOf(id)] : []),
  ];
  checkTags(tags, path, compiling);
  const changesNothing = Object.keys(policy.set).length === 0 && tags.length === 0;
  // A policy that changes nothing still ends the list for the alerts that it matches.
  if (!changesNothing || (!policy.continue && !isLast))
    for (const [part, timed] of timedOf(policy, compiling).entries())
      addAlertPolicy(policy, part, timed, tags, compiling);
  if (marks)
    addNotificationPolicy(
      {
        id: `policy.${id}`,
        quieting: policy satisfies Quieting,
        path,
        filter: filterOf([hasTag(markOf(id))]),
        timeRestrictions: always,
      },
      compiling,
    );
}

function timedOf({ when, hours, path }: Policy, compiling: Compiling): TimedFilter[] {
  const at = [...path, 'when'];
  return timedFilters(
    { hours, conditions: conditionsOf(when, at, compiling) },
    [...at, 'hours'],
    compiling.zone,
    compiling,
  );
}

function addAlertPolicy(
  { id, path, set, continue: goesOn }: Policy,
  part: number,
  { conditions, timeRestrictions }: TimedFilter,
  tags: readonly string[],
  compiling: Compiling,
): void {
  const own = part === 0 ? id : `${id}.${part + 1}`;
  const name = accountName(compiling.squad.id, own);
  const at = path.join('.');
  compiling.add({
    kind: 'policy',
    id: own,
    at: path,
    type: alertPolicyType,
    title: name,
    inputs: {
      ...unchanged,
      name,
      teamId: compiling.team,
      enabled: true,
      policyDescription: `The policy ${id} of the squad ${compiling.squad.id}`,
      filters: [filterOf(conditions)],
      ...(timeRestrictions === always ? {} : { timeRestrictions }),
      continuePolicy: goesOn,
      ...changesOf(set, path, compiling),
      ...(tags.length > 0 ? { tags } : {}),
    },
    options: { replaceOnChanges: ['teamId'] },
    derivedFrom: {
      filters: [`${at}.when`],
      timeRestrictions: [`${at}.when.hours`],
      continuePolicy: [`${at}.continue`],
      message: [`${at}.set.title`],
      alertDescription: [`${at}.set.description`],
      priority: [`${at}.set.priority`],
      tags: [`${at}.set.tags`],
    },
  });
}

function changesOf(set: Policy['set'], path: Path, compiling: Compiling): Inputs {
  return {
    ...(set.title === undefined ? {} : { message: titleOf(set.title, [...path, 'set', 'title'], compiling) }),
    ...(set.description === undefined
      ? {}
      : { alertDescription: set.description.replaceAll('${title}', '{{message}}') }),
    ...(set.priority === undefined ? {} : { priority: set.priority }),
  };
}

/** A new title in Opsgenie's words; its own part must leave room for the old one. */
export function titleOf(title: string, path: Path, compiling: Compiling): string {
  const own = title.replaceAll('${title}', '').length;
  if (own > longestMessage)
    compiling.report(
      'message-length',
      path,
      `Opsgenie shows ${longestMessage} characters of a title; this one adds ${own}.`,
    );
  else if (own > longestMessage / 2)
    compiling.report(
      'message-length',
      path,
      `Opsgenie cuts titles at ${longestMessage} characters; this one adds ${own} of them.`,
      {
        severity: 'warning',
      },
    );
  return title.replaceAll('${title}', '{{message}}');
}

/** The tag by which a notification policy finds the alerts of a policy. */
function markOf(id: string): string {
  return `alerts_policy:${id}`.slice(0, longestTag);
}

function checkTags(tags: readonly string[], path: Path, compiling: Compiling): void {
  for (const tag of tags)
    if (tag.length > longestTag)
      compiling.report(
        'tag-length',
        [...path, 'set', 'tags'],
        `Opsgenie keeps ${longestTag} characters of a tag: "${tag}" has ${tag.length}.`,
      );
  if (tags.length > mostTags)
    compiling.report(
      'tag-length',
      [...path, 'set', 'tags'],
      `Opsgenie keeps ${mostTags} tags of an alert; these are ${tags.length}.`,
    );
}
