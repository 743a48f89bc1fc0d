import type { ResolvedAlert } from '../../definitions/types.ts';
import type { Compiled, CompileContext } from '../provider.ts';
import { common, heartbeat, ssl, uptime, type Check } from './checks.ts';
import { contactGroup } from './contacts.ts';
import { pageSpeed } from './page-speed.ts';
import { report, type Scope } from './scope.ts';

const kinds: Readonly<Record<string, (scope: Scope) => Check | undefined>> = { uptime, heartbeat, ssl, pageSpeed };

/** An alert as a check and its contact group. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const scope: Scope = { alert, context, problems: [] };
  if (alert.groups)
    report(scope, 'statuscake/groups', ['groups'], 'A check of StatusCake watches one address: it has no groups.');
  const check = kinds[alert.source.type]?.(scope);
  if (!check) return { resources: [], problems: scope.problems };
  const contacts = contactGroup(scope);
  const main = {
    type: check.type,
    title: alert.title,
    inputs: { ...check.inputs, ...common(scope) },
    derivedFrom: { name: ['description'], ...check.derivedFrom, contactGroups: [], paused: ['disabled'] },
  };
  return { resources: [main, contacts], problems: scope.problems };
}
