import type { Path } from '../../definitions/source/node.ts';
import type { Priority } from '../../definitions/types.ts';
import { parseDuration } from '../../definitions/values/duration.ts';
import type { Heartbeat, IncidentTemplate, Integration, IntegrationAction, Maintenance, Service } from '../model.ts';
import { entriesOf, listOf, optional, textsOf, type BuildContext, type Fields } from './context.ts';

/** What calls a squad. */
export function integrationsOf({ document: { data } }: BuildContext): Map<string, Integration> {
  return new Map(
    entriesOf(data['integrations']).map(([id, fields]) => {
      const path: Path = ['integrations', id];
      const integration: Integration = {
        id,
        type: String(fields['type'] ?? ''),
        ...optional('description', fields['description'] as string | undefined),
        ...optional('address', fields['address'] as string | undefined),
        actions: entriesOf(fields['actions']).map(([name, action]) =>
          actionOf(name, action, [...path, 'actions', name]),
        ),
        path,
      };
      return [id, integration];
    }),
  );
}

function actionOf(id: string, fields: Fields, path: Path): IntegrationAction {
  const set = (fields['set'] ?? {}) as Fields;
  return {
    id,
    do: fields['do'] as IntegrationAction['do'],
    ...optional('when', fields['when'] as Fields | undefined),
    set: {
      ...optional('priority', set['priority'] as Priority | undefined),
      ...optional('title', set['title'] as string | undefined),
      ...optional('tags', set['tags'] === undefined ? undefined : textsOf(set['tags'])),
      ...optional('note', set['note'] as string | undefined),
    },
    path,
  };
}

/** Signs of life that a squad expects. */
export function heartbeatsOf({ document: { data } }: BuildContext): Map<string, Heartbeat> {
  return new Map(
    entriesOf(data['heartbeats']).map(([id, fields]) => [
      id,
      {
        id,
        every: parseDuration(fields['every']) ?? 0,
        ...optional('description', fields['description'] as string | undefined),
        priority: (fields['priority'] ?? 'P3') as Priority,
        path: ['heartbeats', id],
      },
    ]),
  );
}

/** Maintenance of a squad's integrations and policies; times are in the zone of its routing. */
export function maintenanceOf(context: BuildContext, zone: string): Map<string, Maintenance> {
  return new Map(
    entriesOf(context.document.data['maintenance']).map(([id, fields]) => {
      const path: Path = ['maintenance', id];
      const maintenance: Maintenance = {
        id,
        reason: String(fields['reason'] ?? ''),
        from: context.instant(fields['from'], zone, [...path, 'from']),
        until: context.instant(fields['to'], zone, [...path, 'to']),
        integrations: listOf(fields['integrations']).map(String),
        policies: listOf(fields['policies']).map(String),
        path,
      };
      return [id, maintenance];
    }),
  );
}

/** Services that incidents are about. */
export function servicesOf({ document: { data } }: BuildContext): Map<string, Service> {
  return new Map(
    entriesOf(data['services']).map(([id, fields]) => {
      const path: Path = ['services', id];
      const service: Service = {
        id,
        ...optional('description', fields['description'] as string | undefined),
        tags: textsOf(fields['tags']),
        incidents: listOf<Fields>(fields['incidents']).map((incident, index) => ({
          ...optional('when', incident['when'] as Fields | undefined),
          priority: incident['priority'] as Priority,
          title: String(incident['title'] ?? '${title}'),
          stakeholders: String(incident['stakeholders'] ?? incident['title'] ?? '${title}'),
          path: [...path, 'incidents', index],
        })),
        path,
      };
      return [id, service];
    }),
  );
}

/** How incidents are announced. */
export function incidentTemplatesOf({ document: { data } }: BuildContext): Map<string, IncidentTemplate> {
  return new Map(
    entriesOf(data['incidentTemplates']).map(([id, fields]) => {
      const template: IncidentTemplate = {
        id,
        title: String(fields['title'] ?? ''),
        ...optional('description', fields['description'] as string | undefined),
        priority: fields['priority'] as Priority,
        stakeholders: String(fields['stakeholders'] ?? ''),
        services: listOf(fields['services']).map(String),
        tags: textsOf(fields['tags']),
        path: ['incidentTemplates', id],
      };
      return [id, template];
    }),
  );
}
