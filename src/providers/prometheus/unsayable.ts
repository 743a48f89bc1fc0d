import type { MeasurementCondition } from '../../definitions/types.ts';
import type { ConstraintId } from './constraints.ts';
import { asked, report, type Scope } from './scope.ts';

interface Unsayable {
  readonly constraint: ConstraintId;
  readonly path: readonly string[];
  readonly message: string;
  readonly help?: string;
  readonly severity?: 'warning';
}

/** Reports what rules cannot say, where the alert itself asks for it. */
export function checkUnsayable(scope: Scope, condition: MeasurementCondition): void {
  for (const { constraint, path, message, ...more } of [...ofCondition(scope, condition), ...ofNotices(scope)])
    if (asked(scope, path)) report(scope, constraint, path, message, more);
}

function ofCondition({ alert }: Scope, { atLeast, fullWindow, noData }: MeasurementCondition): Unsayable[] {
  const keeps = alert.source.fields['keepFiringFor'] !== undefined;
  const found: (Unsayable | false)[] = [
    atLeast !== undefined && {
      constraint: 'prometheus/at-least',
      path: ['condition', 'atLeast'],
      message: 'A PromQL expression has no named queries that "atLeast" could speak of.',
      help: 'Say it in the expression: `… and on () sum(rate(requests_total[5m])) > 1`.',
    },
    fullWindow === true && {
      constraint: 'prometheus/full-window',
      path: ['condition', 'fullWindow'],
      message: 'Prometheus evaluates a window as soon as it has one sample.',
      help: 'Say "for" instead of "over", or count in the expression: `… and count_over_time(…) >= 5`.',
    },
    noData === 'keep' &&
      !keeps && {
        constraint: 'prometheus/keep',
        path: ['condition', 'noData'],
        message:
          'An alert ends as soon as its series are gone; Prometheus cannot keep it for as long as data are missing.',
        help: 'Say ok, or say in the source for how long: "keepFiringFor: 15m".',
      },
    noData === 'notify' &&
      alert.groups !== undefined && {
        constraint: 'prometheus/no-data-groups',
        path: ['condition', 'noData'],
        message: 'Missing data are told when no group has any: absent() does not know which groups there were.',
        severity: 'warning',
      },
  ];
  return found.filter((one) => one !== false);
}

function ofNotices({ alert }: Scope): Unsayable[] {
  const { groups, notify, renotify, autoClose } = alert;
  const aliases = groups?.by.map(({ alias }) => alias) ?? [];
  const together = groups?.notify !== undefined && aliases.some((alias) => !groups.notify?.includes(alias));
  const found: (Unsayable | false)[] = [
    together && {
      constraint: 'prometheus/notify-grouping',
      path: ['groups', 'notify'],
      message: 'Which alerts are told together is decided by the routes of Alertmanager ("group_by").',
    },
    groups?.newGroupDelay !== undefined && {
      constraint: 'prometheus/new-group-delay',
      path: ['groups', 'newGroupDelay'],
      message: 'Prometheus does not treat new groups differently.',
      help: 'Say "for", which holds for every group.',
    },
    renotify !== undefined && {
      constraint: 'prometheus/renotify',
      path: ['renotify', 'every'],
      message: 'How often an alert is told again is decided by the routes of Alertmanager ("repeat_interval").',
    },
    notify.recovery.length > 0 && {
      constraint: 'prometheus/recovery-notice',
      path: ['notify', 'recovery'],
      message: 'Whether a recovery is told is decided by the receivers of Alertmanager ("send_resolved").',
    },
    autoClose !== undefined && {
      constraint: 'prometheus/auto-close',
      path: ['autoClose'],
      message: 'An alert without data ends at once, so "autoClose" has no effect.',
      severity: 'warning',
    },
  ];
  return found.filter((one) => one !== false);
}
