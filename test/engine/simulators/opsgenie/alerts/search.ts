import { invalid } from '../refusal.ts';
import type { Alert } from './alert.ts';

const fields: Readonly<Record<string, (alert: Alert, value: string) => boolean>> = {
  status: ({ status, acknowledged }, value) => (value === 'acked' ? acknowledged : status === value),
  alias: ({ alias }, value) => alias === value,
  priority: ({ priority }, value) => priority === value,
  message: ({ message }, value) => message.toLowerCase().includes(value.toLowerCase()),
  tag: ({ tags }, value) => tags.includes(value),
  entity: ({ entity }, value) => entity === value,
};

/** Alerts that a query finds: `field: value`, joined by AND. Other forms of the query language are refused. */
export function searched(alerts: readonly Alert[], query: string | null): Alert[] {
  const terms = (query ?? '').split(/\s+AND\s+/).filter((term) => term.trim() !== '');
  return terms.reduce<Alert[]>(
    (left, term) => {
      const [, name = '', value = ''] = /^\s*(\w+)\s*:\s*"?(.*?)"?\s*$/.exec(term) ?? [];
      const test = fields[name] ?? invalid('query', `[${term}] is not understood`);
      return left.filter((alert) => test(alert, value));
    },
    [...alerts],
  );
}
