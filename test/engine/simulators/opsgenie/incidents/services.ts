import type { Reply } from '../../http-simulator.ts';
import type { Account, Fields, Plain } from '../account.ts';
import { choiceIn, fieldsOf, invalid, Refusal, requiredText, textIn, textsIn } from '../refusal.ts';
import { created, deleted, missing, ok, pageOf, route, updated, type Call, type Route } from '../routes.ts';

const known = ['name', 'teamId', 'description', 'visibility', 'tags'];

/** The service that an address names. */
export function serviceOf({ account, id }: Call): Plain {
  return account.services.get(id) ?? missing('Service', id);
}

function read(account: Account, fields: Fields, except?: Plain): Fields {
  const name = requiredText(fields, 'name', 100);
  const same = (one: Plain): boolean => String(one.fields['name']).toLowerCase() === name.toLowerCase();
  if ([...account.services.values()].some((one) => one !== except && same(one)))
    throw new Refusal(409, `Service with name [${name}] already exists.`);
  return {
    name,
    description: textIn(fields, 'description', 10_000) ?? '',
    visibility: choiceIn(fields, 'visibility', ['TEAM_MEMBERS', 'OPSGENIE_USERS']) ?? 'TEAM_MEMBERS',
    tags: textsIn(fields, 'tags', 20, 50) ?? [],
  };
}

function create({ account, body }: Call): Reply {
  const fields = fieldsOf(body, known);
  const teamId = requiredText(fields, 'teamId', 130);
  if (!account.teams.has(teamId)) invalid('teamId', `team [${teamId}] does not exist`);
  const service: Plain = { id: account.newId(), fields: { teamId, ...read(account, fields) } };
  account.services.set(service.id, service);
  account.created(service);
  return created({ id: service.id, name: service.fields['name'] });
}

/** What is left out stays; so does the team. */
function update(call: Call): Reply {
  const service = serviceOf(call);
  const fields = fieldsOf(call.body, known);
  const { teamId } = service.fields;
  service.fields = { teamId, ...read(call.account, { ...service.fields, ...fields }, service) };
  return updated({ id: service.id, name: service.fields['name'] });
}

function remove(call: Call): Reply {
  const { account } = call;
  const { id } = serviceOf(call);
  for (const [rule, { fields }] of account.incidentRules)
    if (fields['service'] === id) account.incidentRules.delete(rule);
  account.services.delete(id);
  return deleted;
}

/** https://docs.opsgenie.com/docs/service-api */
export const serviceRoutes: readonly Route[] = [
  route('POST', '/v1/services', create),
  route('GET', '/v1/services', ({ account, query }) => {
    const { page, paging } = pageOf(account.listed(account.services.values()), query, '/v1/services');
    return ok(
      page.map(({ id, fields }) => ({ id, ...fields })),
      { paging },
    );
  }),
  route('GET', '/v1/services/:id', (call) => {
    const { id, fields } = serviceOf(call);
    return ok({ id, ...fields });
  }),
  route('PATCH', '/v1/services/:id', update),
  route('DELETE', '/v1/services/:id', remove),
];
