import { UsageError } from '../cli/command.ts';
import { owningSquad } from '../definitions/link/check-references.ts';
import type { Run } from '../pipeline/run.ts';
import { checkedId, oneOf } from './ask.ts';

/** What is to be moved, and where to. */
export type MoveRequest =
  | { readonly kind: 'alert'; readonly from: AlertName; readonly to: AlertName }
  | {
      readonly kind: 'application';
      readonly from: string;
      readonly to: { readonly id: string; readonly squad: string };
    };

/** An alert by name. */
export interface AlertName {
  readonly application: string;
  readonly id: string;
}

/**
 * Reads FROM and TO of `alerts mv`: `app/alert app/alert`, `app app`, or `app squad/app`.
 * @throws UsageError when they name nothing, or do not fit together
 */
export function readMove(from: string, to: string, run: Run): MoveRequest {
  const applications = run.index.all('Application').map(({ facts }) => facts.id);
  const [first = '', second, ...more] = from.split('/');
  if (more.length > 0) throw new UsageError(`"${from}" is neither APPLICATION nor APPLICATION/ALERT.`);
  const application = oneOf(first, applications, 'application');
  return second === undefined ? ofApplication(application, to, run) : ofAlert({ application, id: second }, to, run);
}

function ofAlert(from: AlertName, to: string, run: Run): MoveRequest {
  const [application = '', id, ...more] = to.split('/');
  if (id === undefined || more.length > 0)
    throw new UsageError(
      `"${to}" is not APPLICATION/ALERT. To rename the alert, write "${from.application}/${to}"; to move it, "${to}/${from.id}".`,
    );
  const applications = run.index.all('Application').map(({ facts }) => facts.id);
  const target = {
    application: oneOf(application, applications, 'application'),
    id: checkedId(id || from.id, 'an alert'),
  };
  if (target.application === from.application && target.id === from.id)
    throw new UsageError(`"${to}" is the name that it has already.`);
  return { kind: 'alert', from, to: target };
}

function ofApplication(from: string, to: string, run: Run): MoveRequest {
  const definition = run.index.find('Application', from);
  const owner = definition && owningSquad(definition, run.index);
  if (owner === undefined)
    throw new UsageError(`The application "${from}" has no squad; mend that first ("alerts lint").`);
  const [first = '', second, ...more] = to.split('/');
  if (more.length > 0) throw new UsageError(`"${to}" is neither APPLICATION nor SQUAD/APPLICATION.`);
  const squads = run.index.all('Squad').map(({ facts }) => facts.id);
  const squad = second === undefined ? owner : oneOf(first, squads, 'squad');
  const id = checkedId((second === undefined ? first : second) || from, 'an application');
  if (second === undefined && squads.includes(first))
    throw new UsageError(
      `"${first}" is a squad. To give it the application, write "${first}/${from}"; to rename the application like that, "${owner}/${first}".`,
    );
  if (id === from && squad === owner) throw new UsageError(`"${to}" is what it is called already.`);
  const taken = id === from ? undefined : run.index.find('Application', id);
  if (taken) throw new UsageError(`The application "${id}" exists already, in ${taken.file.path}.`);
  return { kind: 'application', from, to: { id, squad } };
}
