import type { IncidentTemplate, Service } from '../../oncall/model.ts';
import { conditionsOf, filterOf } from './criteria.ts';
import type { Compiling, Inputs } from './compiling.ts';
import { accountName, serviceName } from './names.ts';
import { titleOf } from './policies.ts';
import { incidentRuleType, incidentTemplateType, serviceType } from './resource-types.ts';

/** terraform-provider-opsgenie v0.6.37, opsgenie/resource_opsgenie_service.go */
const longestName = 99;

/** A business service and the rules that open incidents of it, in the file's order. */
export function addService(service: Service, compiling: Compiling): void {
  const { id, path, incidents } = service;
  const name = serviceName(compiling.squad.id, id);
  if (name.length > longestName)
    compiling.report(
      'name',
      path,
      `Opsgenie takes at most ${longestName} characters in the name of a service: "${name}".`,
    );
  const at = path.join('.');
  compiling.add({
    kind: 'service',
    id,
    at: path,
    type: serviceType,
    title: name,
    inputs: {
      name,
      teamId: compiling.team,
      description: compiling.marked(service.description ?? name, 'service', id),
      // Without any tags the old ones would stay.
      tags: [...tagsOf(service.tags), `squad:${compiling.squad.id}`],
    },
    options: { replaceOnChanges: ['teamId'] },
    derivedFrom: { description: [`${at}.description`], tags: [`${at}.tags`] },
  });
  for (const [index, incident] of incidents.entries()) addIncidentRule(service, incident, index, compiling);
}

function addIncidentRule(
  service: Service,
  incident: Service['incidents'][number],
  index: number,
  compiling: Compiling,
): void {
  const { path } = incident;
  const filter = filterOf(conditionsOf(incident.when, [...path, 'when'], compiling));
  const own = String(index + 1);
  compiling.add({
    kind: 'incident-rule',
    id: `${service.id}.${own}`,
    at: path,
    type: incidentRuleType,
    title: `${serviceName(compiling.squad.id, service.id)}: incidents ${own}`,
    inputs: {
      serviceId: compiling.id('service', service.id),
      incidentRules: [
        {
          conditionMatchType: filter['type'] ?? 'match-all',
          ...(filter['conditions'] === undefined
            ? {}
            : { conditions: unordered(filter['conditions'] as readonly Inputs[]) }),
          incidentProperties: [
            {
              message: titleOf(incident.title, [...path, 'title'], compiling),
              priority: incident.priority,
              description: '{{description}}',
              // Rules have neither name nor description: by this one is told from the others of its service.
              tags: [`alerts_rule:${own}`],
              stakeholderProperties: [
                { enable: true, message: titleOf(incident.stakeholders, [...path, 'stakeholders'], compiling) },
              ],
            },
          ],
        },
      ],
    },
    options: {
      replaceOnChanges: ['serviceId'],
      ...(index === 0 ? {} : { dependsOn: [compiling.identity('incident-rule', `${service.id}.${index}`)] }),
    },
    derivedFrom: { incidentRules: [path.join('.')] },
  });
}

/** Conditions of incident rules have no place. */
function unordered(conditions: readonly Inputs[]): Inputs[] {
  return conditions.map(({ order: _order, ...rest }) => rest);
}

/** How an incident is announced. */
export function addIncidentTemplate(template: IncidentTemplate, compiling: Compiling): void {
  const { id, path, title, priority, stakeholders, services } = template;
  const name = accountName(compiling.squad.id, id);
  const at = path.join('.');
  compiling.add({
    kind: 'incident-template',
    id,
    at: path,
    type: incidentTemplateType,
    title: name,
    inputs: {
      name,
      message: title,
      priority,
      description: template.description ?? title,
      stakeholderProperties: [{ enable: true, message: stakeholders }],
      impactedServices: services.map((service) => compiling.id('service', service)),
      tags: tagsOf(template.tags),
    },
    derivedFrom: {
      message: [`${at}.title`],
      priority: [`${at}.priority`],
      description: [`${at}.description`],
      stakeholderProperties: [`${at}.stakeholders`],
      impactedServices: [`${at}.services`],
      tags: [`${at}.tags`],
    },
  });
}

function tagsOf(tags: Readonly<Record<string, string>>): string[] {
  return Object.entries(tags).map(([key, value]) => `${key}:${value}`);
}
