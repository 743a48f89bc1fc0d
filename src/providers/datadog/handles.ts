import type { NotifyTarget, ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext } from '../provider.ts';
import type { Problems } from './constraints.ts';

/** Handles of one target, as they stand in a message; several squads by group value come as conditionals around each. */
export function handlesOf(
  targets: readonly NotifyTarget[],
  transition: string,
  alert: ResolvedAlert,
  context: CompileContext,
  problems: Problems,
): string[] {
  return targets.flatMap((target) =>
    target === 'on-call'
      ? onCall(transition, alert, context, problems)
      : channel(target.channel, transition, alert, context, problems),
  );
}

function onCall(transition: string, alert: ResolvedAlert, context: CompileContext, problems: Problems): string[] {
  const missing = (): string[] => {
    problems.add(
      'no-handle',
      ['notify', transition],
      'This alert pages, but the project names no on-call connection with a "handle". Add "onCall" and e.g. handle: "@opsgenie-${squad}".',
    );
    return [];
  };
  if ('squad' in alert.reaches) {
    const handle = context.onCallHandle(alert.reaches.squad);
    return handle === undefined ? missing() : [handle];
  }
  const { fromGroup, otherwise } = alert.reaches;
  const facet = alert.groups?.by.find((group) => group.alias === fromGroup)?.facet ?? fromGroup;
  const handle = context.onCallHandle(`{{${variable(facet)}}}`);
  const fallback = context.onCallHandle(otherwise);
  return handle === undefined || fallback === undefined ? missing() : [handle, fallback];
}

function channel(
  name: string,
  transition: string,
  alert: ResolvedAlert,
  context: CompileContext,
  problems: Problems,
): string[] {
  const squad = 'squad' in alert.reaches ? alert.reaches.squad : alert.squad;
  const destination = (context.squad(squad)?.['channels'] as Record<string, Record<string, string>> | undefined)?.[
    name
  ];
  if (!destination) return [];
  const { slack, teams, email } = destination;
  if (slack) return [`@slack-${slack.replace(/^#/, '')}`];
  if (teams) return [`@teams-${teams}`];
  if (email) return [`@${email}`];
  problems.add(
    'unknown-channel',
    ['notify', transition],
    `The channel "${name}" of the squad "${squad}" has no destination that Datadog can reach (slack, teams or email).`,
  );
  return [];
}

/** A group's variable: `host.name`, and the bracket form for log facets, whose names start with @. */
export function variable(facet: string): string {
  return facet.startsWith('@') || facet.includes('.') ? `[${facet}].name` : `${facet}.name`;
}
