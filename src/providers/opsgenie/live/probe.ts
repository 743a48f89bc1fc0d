import type { Json } from '../../../graph/types.ts';
import type { LiveHttp, OnCallProbe, TimelinePeriod } from '../../live.ts';
import { scheduleName } from '../names.ts';
import { OpsgenieApi, type Fields } from './api.ts';

const week = 7 * 86_400_000;

/** Who is on call, asked from Opsgenie: https://docs.opsgenie.com/docs/who-is-on-call-api and https://docs.opsgenie.com/docs/schedule-api */
export function probe(http: LiveHttp): OnCallProbe {
  const api = new OpsgenieApi(http);
  const path = (squad: string, schedule: string, what: string): string =>
    `/v2/schedules/${encodeURIComponent(scheduleName(squad, schedule))}/${what}`;
  return {
    async onCallAt(squad, schedule, at) {
      const query = { scheduleIdentifierType: 'name', flat: 'true', date: new Date(at).toISOString() };
      const data = (await api.get(path(squad, schedule, 'on-calls'), query)) as { onCallRecipients?: Json } | undefined;
      return data && texts(data.onCallRecipients);
    },
    async timeline(squad, schedule, { from, until }) {
      const interval = String(Math.max(1, Math.ceil((until - from) / week)));
      const query = { identifierType: 'name', intervalUnit: 'weeks', interval, date: new Date(from).toISOString() };
      const data = await api.get(path(squad, schedule, 'timeline'), query);
      return data === undefined ? undefined : periodsOf(data as Fields);
    },
  };
}

function periodsOf(data: Fields): TimelinePeriod[] {
  const { rotations } = (data['finalTimeline'] ?? {}) as { rotations?: readonly { periods?: readonly Fields[] }[] };
  return (rotations ?? []).flatMap(({ periods }) =>
    (periods ?? []).flatMap(({ startDate, endDate, recipient }) => {
      const { name } = (recipient ?? {}) as { name?: Json };
      // A gap on purpose has a recipient of type none, without a name.
      if (typeof name !== 'string' || name === '') return [];
      return [{ from: Date.parse(String(startDate)), until: Date.parse(String(endDate)), onCall: name }];
    }),
  );
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
