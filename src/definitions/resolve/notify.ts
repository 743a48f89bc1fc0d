import type { Notify, NotifyTarget, Priority } from '../types.ts';

const transitions = ['critical', 'warning', 'noData', 'recovery'] as const;

/** Who hears of each transition: as written, or by the format's defaults. */
export function resolveNotify(written: unknown, priority: Priority): Notify {
  const given = (written ?? {}) as Partial<Record<(typeof transitions)[number], unknown>>;
  const channel: NotifyTarget = { channel: 'default' };
  const pagesByDefault = priority === 'P1' || priority === 'P2' || priority === 'P3';
  return {
    critical: given.critical === undefined ? [pagesByDefault ? 'on-call' : channel] : targets(given.critical),
    warning: given.warning === undefined ? [channel] : targets(given.warning),
    noData: given.noData === undefined ? [channel] : targets(given.noData),
    recovery: given.recovery === undefined ? [] : targets(given.recovery),
  };
}

/** The same where nobody is called: `on-call` becomes the default channel. */
export function withoutPaging(notify: Notify): Notify {
  const quiet = (list: readonly NotifyTarget[]): NotifyTarget[] => {
    const channels = list.map((target) => (target === 'on-call' ? { channel: 'default' } : target));
    return channels.filter(
      (target, index) =>
        channels.findIndex(
          (other) => typeof other === 'object' && typeof target === 'object' && other.channel === target.channel,
        ) === index,
    );
  };
  return {
    critical: quiet(notify.critical),
    warning: quiet(notify.warning),
    noData: quiet(notify.noData),
    recovery: quiet(notify.recovery),
  };
}

/** Whether any transition goes to whoever is on call. */
export function isPaging(notify: Notify): boolean {
  return transitions.some((transition) => notify[transition].includes('on-call'));
}

function targets(value: unknown): NotifyTarget[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.filter((target) => target !== 'none') as NotifyTarget[];
}
