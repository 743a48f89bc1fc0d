import type { Account, Fields, Plain } from '../account.ts';
import { fieldsOf, invalid, Refusal, requiredText, textsIn } from '../refusal.ts';
import { created, deleted, missing, ok, pageOf, route, updated, type Call, type Route } from '../routes.ts';
import { incidentFields, incidentIn } from './properties.ts';

function find({ account, id }: Call): Plain {
  return account.incidentTemplates.get(id) ?? missing('Incident template', id);
}

function read({ account, body }: Call, except?: Plain): Fields {
  const fields = fieldsOf(body, ['name', 'impactedServices', ...incidentFields]);
  const name = requiredText(fields, 'name', 100);
  refuseTaken(account, name, except);
  const impactedServices = textsIn(fields, 'impactedServices', 20, 130) ?? [];
  const unknown = impactedServices.find((id) => !account.services.has(id));
  if (unknown !== undefined) invalid('impactedServices', `service [${unknown}] does not exist`);
  return { name, ...incidentIn(fields), impactedServices };
}

function refuseTaken(account: Account, name: string, except: Plain | undefined): void {
  if ([...account.incidentTemplates.values()].some((one) => one !== except && one.fields['name'] === name))
    throw new Refusal(409, `Incident template with name [${name}] already exists.`);
}

/** https://docs.opsgenie.com/docs/incident-template-api */
export const incidentTemplateRoutes: readonly Route[] = [
  route('POST', '/v1/incident-templates', (call) => {
    const template: Plain = { id: call.account.newId(), fields: read(call) };
    call.account.incidentTemplates.set(template.id, template);
    call.account.created(template);
    return created({ id: template.id });
  }),
  route('GET', '/v1/incident-templates', ({ account, query }) => {
    const all = account.listed(account.incidentTemplates.values());
    const { page, paging } = pageOf(all, query, '/v1/incident-templates');
    return ok({ incidentTemplates: page.map(({ id, fields }) => ({ id, ...fields })) }, { paging });
  }),
  route('PUT', '/v1/incident-templates/:id', (call) => {
    const template = find(call);
    template.fields = read(call, template);
    return updated({ id: template.id });
  }),
  route('DELETE', '/v1/incident-templates/:id', (call) => {
    call.account.incidentTemplates.delete(find(call).id);
    return deleted;
  }),
];
