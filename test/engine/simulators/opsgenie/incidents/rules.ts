import type { Reply } from '../../http-simulator.ts';
import type { Fields, Plain } from '../account.ts';
import { filterIn, matchAll } from '../blocks/filter.ts';
import { fieldsOf, invalid, objectIn } from '../refusal.ts';
import { created, deleted, missing, ok, route, updated, type Call, type Route } from '../routes.ts';
import { incidentFields, incidentIn } from './properties.ts';
import { serviceOf } from './services.ts';

function rulesOf(call: Call): Plain[] {
  const { id } = serviceOf(call);
  return [...call.account.incidentRules.values()].filter(({ fields }) => fields['service'] === id);
}

function find(call: Call): Plain {
  const id = call.ids[1] ?? '';
  return rulesOf(call).find((one) => one.id === id) ?? missing('Incident rule', id);
}

function read(call: Call): Fields {
  const fields = fieldsOf(call.body, ['conditionMatchType', 'conditions', 'incidentProperties']);
  const { conditionMatchType, conditions } = fields;
  const filter =
    conditionMatchType === undefined
      ? matchAll
      : filterIn({ filter: { type: conditionMatchType, ...(conditions ? { conditions } : {}) } }, 'filter');
  const properties = objectIn(fields, 'incidentProperties') ?? invalid('incidentProperties', 'may not be empty');
  return {
    service: serviceOf(call).id,
    conditionMatchType: filter?.type,
    conditions: filter?.conditions,
    incidentProperties: incidentIn(fieldsOf(properties, incidentFields)),
  };
}

function create(call: Call): Reply {
  const rule: Plain = { id: call.account.newId(), fields: read(call) };
  call.account.incidentRules.set(rule.id, rule);
  return created({ id: rule.id });
}

function shown({ id, fields }: Plain, order: number): Fields {
  const { conditionMatchType, conditions, incidentProperties } = fields;
  return { id, order, conditionMatchType, conditions, incidentProperties };
}

/** https://docs.opsgenie.com/docs/service-incident-rules-api */
export const incidentRuleRoutes: readonly Route[] = [
  route('POST', '/v1/services/:id/incident-rules', create),
  route('GET', '/v1/services/:id/incident-rules', (call) => ok(rulesOf(call).map(shown))),
  route('PUT', '/v1/services/:id/incident-rules/:rule', (call) => {
    const rule = find(call);
    rule.fields = read(call);
    return updated({ id: rule.id });
  }),
  route('DELETE', '/v1/services/:id/incident-rules/:rule', (call) => {
    call.account.incidentRules.delete(find(call).id);
    return deleted;
  }),
];
