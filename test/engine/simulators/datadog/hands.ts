import { type Account, timestamp } from './account.ts';
import type { DatadogSimulator } from './index.ts';

type Hands = Pick<
  DatadogSimulator,
  'setClock' | 'hideFor' | 'shiftPages' | 'touchMonitor' | 'removeMonitor' | 'cloneMonitor'
>;

/** What happens in an account besides the API. */
export function hands(account: Account): Hands {
  const monitorOf = (id: number) => {
    const monitor = account.monitors.get(id);
    if (!monitor) throw new Error(`There is no monitor ${id}.`);
    return monitor;
  };
  return {
    setClock: (at) => {
      account.now = () => Date.parse(at);
    },
    hideFor: (ms) => {
      account.hideMs = ms;
    },
    shiftPages: (times) => {
      account.shifts = times;
    },
    touchMonitor: (id, patch) => {
      const before = monitorOf(id);
      const options = { ...before.options, ...patch.options };
      const after = { ...before, ...patch, id, options, modified: timestamp() };
      account.monitors.set(id, after);
      return after;
    },
    removeMonitor: (id) => void account.monitors.delete(monitorOf(id).id),
    cloneMonitor: (id) => {
      const clone = {
        ...structuredClone(monitorOf(id)),
        id: account.newMonitorId(),
        created: timestamp(),
        modified: timestamp(),
      };
      account.monitors.set(clone.id, clone);
      return clone.id;
    },
  };
}
