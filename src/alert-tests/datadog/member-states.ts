import { checkGroup } from '../check-group.ts';
import { Refusal, type Clock, type MemberStates, type Subject, type Track } from '../model.ts';
import { evaluateComposite, membersOf, parseCondition } from './composite.ts';

/** Evaluates a composite on the states of its members, under their names in the formula. */
export function evaluateMembers(subject: Subject, members: readonly MemberStates[], clock: Clock): Track[] {
  const condition = parseCondition(String(subject.alert.source.fields['formula'] ?? ''));
  const tracks = new Map<string, Track[]>(membersOf(condition).map((name) => [name, []]));
  for (const { name, group, states } of members) {
    const known = tracks.get(name);
    if (!known)
      throw new Refusal(`the formula has no member "${name}"; it has ${[...tracks.keys()].join(', ')}`, 'case', [
        'input',
        'states',
        name,
      ]);
    if (subject.alert.groups) checkGroup(subject, group, ['input', 'states', name]);
    known.push({ group, evaluations: states.map((state, index) => ({ at: index * clock.step, state })) });
  }
  for (const [name, all] of tracks)
    if (all.length === 0) throw new Refusal(`the member "${name}" has no states`, 'case', ['input', 'states']);
  const inputs = subject.monitors.get('') ?? {};
  return evaluateComposite(condition, tracks, inputs['notifyNoData'] === true, clock);
}
