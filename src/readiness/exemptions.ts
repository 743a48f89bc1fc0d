import { selects, type SelectorFacts } from '../definitions/resolve/select.ts';
import type { Document } from '../definitions/types.ts';
import type { YamlNode } from '../definitions/source/node.ts';
import type { Gap, ReadinessCheck } from './check.ts';
import type { ReadinessView } from './view.ts';

/** A permission not to meet a check for a while. */
export interface Exemption {
  readonly id: string;
  readonly check: string;
  readonly reason: string;
  readonly owner: string;
  readonly approvedBy?: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
  readonly ticket?: string;
  readonly at: YamlNode;
  /** Ids of the alerts of the application that it stands for; absent when it stands for all that the application lacks. */
  readonly alerts?: ReadonlySet<string>;
}

/** Keys of `when` that only an alert can answer: an exemption that names one stands for alerts, never for their application. */
const keysOfAlerts = ['alert', 'category', 'priority'] as const;

/** The exemptions of all `Exemption` documents, with what they select. */
export class Exemptions {
  readonly #all: readonly { readonly exemption: Exemption; readonly when: unknown }[];

  constructor(documents: readonly Document[]) {
    this.#all = documents.map((document) => ({ exemption: exemptionOf(document), when: document.data['when'] }));
  }

  get all(): readonly Exemption[] {
    return this.#all.map(({ exemption }) => exemption);
  }

  /** All that select an application or any of its alerts, whatever their state. */
  about(application: SelectorFacts, alerts: readonly SelectorFacts[]): Exemption[] {
    return this.#all.flatMap(({ exemption, when }) => {
      if (!namesAlerts(when) && selects(when, application)) return [exemption];
      const chosen = alerts.filter((facts) => selects(when, facts));
      return chosen.length === 0 ? [] : [{ ...exemption, alerts: new Set(chosen.map(({ alert }) => alert)) }];
    });
  }

  /** Those that name none of these checks. */
  unknown(checks: readonly ReadinessCheck[]): Exemption[] {
    return this.#all.map(({ exemption }) => exemption).filter((one) => !checks.some((check) => names(one, check)));
  }
}

/**
 * Which exemption from a check covers a gap today. One for the application covers all; one for alerts covers what they alone are to blame for. An ended
 * or unapproved one covers nothing.
 */
export function exemptionsFrom(check: ReadinessCheck, view: ReadinessView): (gap: Gap) => Exemption | undefined {
  const valid = view.exemptions.filter(
    (one) => names(one, check) && one.until >= view.today && one.approvedBy !== undefined,
  );
  const whole = valid.find(({ alerts }) => alerts === undefined);
  return (gap) => {
    const ids = blamed(gap, view.id);
    return whole ?? valid.find(({ alerts }) => ids.length > 0 && ids.every((id) => alerts?.has(id)));
  };
}

/** The alerts to blame for a gap; none when the application as a whole lacks something. */
function blamed({ subject = '', alerts }: Gap, application: string): readonly string[] {
  const prefix = `${application}/`;
  return alerts ?? (subject.startsWith(prefix) ? [subject.slice(prefix.length)] : []);
}

function namesAlerts(when: unknown): boolean {
  return typeof when === 'object' && when !== null && keysOfAlerts.some((key) => key in when);
}

function names({ check }: Exemption, { id, code }: ReadinessCheck): boolean {
  return check === id || check === code;
}

function exemptionOf({ id, data, root }: Document): Exemption {
  const { check, reason, owner, approvedBy, until, ticket } = data as Record<string, string | undefined>;
  return {
    id,
    check: String(check),
    reason: String(reason),
    owner: String(owner),
    until: String(until),
    at: root,
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(ticket === undefined ? {} : { ticket }),
  };
}
