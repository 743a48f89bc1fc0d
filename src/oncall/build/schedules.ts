import type { Path } from '../../definitions/source/node.ts';
import type { Override, Rotation, Schedule, TurnLength } from '../model.ts';
import { entriesOf, listOf, optional, type BuildContext, type Fields } from './context.ts';
import { hoursOf } from './hours.ts';

/** The schedules of a squad with their overrides. */
export function schedulesOf(context: BuildContext, projectZone: string): Map<string, Schedule> {
  const { id: squad, data } = context.document;
  const overrides = listOf<Fields>(data['overrides']);
  return new Map(
    entriesOf(data['schedules']).map(([id, fields]) => {
      const path: Path = ['schedules', id];
      const zone = String(fields['timezone'] ?? projectZone);
      const schedule: Schedule = {
        id,
        squad,
        zone,
        ...optional('description', fields['description'] as string | undefined),
        rotations: entriesOf(fields['rotations']).map(([name, rotation]) =>
          rotationOf(name, rotation, zone, [...path, 'rotations', name], context),
        ),
        overrides: overrides.flatMap((override, index) =>
          override['schedule'] === id ? [overrideOf(override, zone, ['overrides', index], context)] : [],
        ),
        path,
      };
      return [id, schedule];
    }),
  );
}

function rotationOf(id: string, fields: Fields, zone: string, path: Path, context: BuildContext): Rotation {
  const end = fields['end'];
  return {
    id,
    participants: listOf(fields['participants']).map(personOrNobody),
    turn: turnOf(String(fields['every'])),
    start: context.instant(fields['start'], zone, [...path, 'start']),
    ...optional('end', end === undefined ? undefined : context.instant(end, zone, [...path, 'end'])),
    ...optional('hours', hoursOf(fields['hours'], [...path, 'hours'], context)),
    path,
  };
}

const units = { h: 'hour', d: 'day', w: 'week' } as const;

function turnOf(every: string): TurnLength {
  return { unit: units[every.slice(-1) as keyof typeof units], length: Number(every.slice(0, -1)) };
}

function overrideOf(fields: Fields, zone: string, path: Path, context: BuildContext): Override {
  const rotations = fields['rotations'];
  return {
    ...optional('rotations', rotations === undefined ? undefined : listOf(rotations).map(String)),
    from: context.instant(fields['from'], zone, [...path, 'from']),
    until: context.instant(fields['to'], zone, [...path, 'to']),
    person: personOrNobody(fields['person']),
    ...optional('reason', fields['reason'] as string | undefined),
    path,
  };
}

function personOrNobody(written: unknown): string | null {
  return written === 'none' ? null : String(written);
}
