import { parseDuration } from '../../definitions/values/duration.ts';
import type { Reference } from '../../graph/types.ts';
import type { CompileContext, CompiledSquad, CompileProblem, ResolvedSquad, SquadResource } from '../provider.ts';
import { heartbeatType, integrationType, teamType } from './resource-types.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Names of heartbeats: terraform-provider-opsgenie v0.6.40, opsgenie/resource_opsgenie_heartbeat.go. */
const heartbeatName = /^[A-Za-z0-9._-]{1,99}$/;

/** Names of objects are unique in an account, whoever owns them. */
function accountName(squad: string, id: string): string {
  return `${squad}.${id}`;
}

/** A squad as Opsgenie has it: its team, and what calls it. */
export function compileSquad(squad: ResolvedSquad, context: CompileContext): CompiledSquad {
  const problems: CompileProblem[] = [];
  const heartbeats = entriesOf(squad.data['heartbeats']).map(([id, fields]) =>
    heartbeat(squad, id, fields, context, problems),
  );
  const integrations = entriesOf(squad.data['integrations']).map(([id, fields]) =>
    integration(squad, id, fields, problems),
  );
  return { resources: [team(squad, context), ...integrations, ...heartbeats], problems };
}

function team(squad: ResolvedSquad, context: CompileContext): SquadResource {
  const name = squad.id;
  const title = String(squad.data['name'] ?? squad.id);
  return {
    kind: 'team',
    id: squad.id,
    type: teamType,
    title: name,
    inputs: {
      name,
      description: marked(title, squad, 'team', squad.id, context),
      // Members come with schedules; until then those that the team has are left alone.
      ignoreMembers: true,
    },
    derivedFrom: { description: ['name'] },
  };
}

function integration(squad: ResolvedSquad, id: string, fields: Fields, problems: CompileProblem[]): SquadResource {
  const name = accountName(squad.id, id);
  const type = String(fields['type'] ?? '');
  if (/^(e-?mail|webhook)$/i.test(type))
    problems.push({
      constraint: 'opsgenie/integration-type',
      severity: 'error',
      message: `Integrations of type ${type} need more than a type and cannot be compiled yet.`,
      path: ['integrations', id, 'type'],
      help: 'Use "API", or the name of the tool that sends, such as "Datadog".',
    });
  return {
    kind: 'integration',
    id,
    type: integrationType,
    title: name,
    inputs: { name, type, enabled: true, ownerTeamId: teamId(squad) },
    derivedFrom: { type: [`integrations.${id}.type`] },
  };
}

function heartbeat(
  squad: ResolvedSquad,
  id: string,
  fields: Fields,
  context: CompileContext,
  problems: CompileProblem[],
): SquadResource {
  const name = accountName(squad.id, id);
  const path = ['heartbeats', id];
  if (!heartbeatName.test(name))
    problems.push({
      constraint: 'opsgenie/heartbeat-name',
      severity: 'error',
      message: `Opsgenie takes letters, digits, ".", "_" and "-" in the name of a heartbeat, at most 99; not "${name}".`,
      path,
    });
  const every = interval(parseDuration(fields['every']) ?? 0);
  if (!every)
    problems.push({
      constraint: 'opsgenie/heartbeat-interval',
      severity: 'error',
      message: `Opsgenie watches heartbeats by whole minutes; every ${String(fields['every'])} is not possible.`,
      path: [...path, 'every'],
    });
  const description = String(fields['description'] ?? name);
  const at = `heartbeats.${id}`;
  return {
    kind: 'heartbeat',
    id,
    type: heartbeatType,
    title: name,
    inputs: {
      name,
      ...(every ?? { interval: 1, intervalUnit: 'minutes' }),
      enabled: true,
      ownerTeamId: teamId(squad),
      description: marked(description, squad, 'heartbeat', id, context),
      // At most 130 characters, as messages of alerts are: https://docs.opsgenie.com/docs/alert-api
      alertMessage: `No heartbeat: ${name}`.slice(0, 130),
      alertPriority: String(fields['priority'] ?? 'P3'),
    },
    derivedFrom: {
      interval: [`${at}.every`],
      intervalUnit: [`${at}.every`],
      description: [`${at}.description`],
      alertPriority: [`${at}.priority`],
    },
  };
}

/** The largest unit that fits; undefined when minutes do not. */
function interval(seconds: number): { interval: number; intervalUnit: string } | undefined {
  const units = [
    ['days', 86_400],
    ['hours', 3_600],
    ['minutes', 60],
  ] as const;
  const fitting = units.find(([, length]) => seconds > 0 && seconds % length === 0);
  return fitting && { interval: seconds / fitting[1], intervalUnit: fitting[0] };
}

function teamId(squad: ResolvedSquad): Reference {
  return { $ref: squad.identity('team', squad.id), output: 'id' };
}

/** Descriptions end with the marker: Opsgenie has no tags on such objects. */
function marked(text: string, squad: ResolvedSquad, kind: string, id: string, { project }: CompileContext): string {
  return `${text} [alerts ${project.uid} oncall ${squad.identity(kind, id)}]`;
}

function entriesOf(value: unknown): [string, Fields][] {
  return Object.entries((value ?? {}) as Record<string, Fields>);
}
