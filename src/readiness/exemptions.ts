import { selects, type SelectorFacts } from '../definitions/resolve/select.ts';
import type { Document } from '../definitions/types.ts';
import type { YamlNode } from '../definitions/source/node.ts';
import type { ReadinessCheck } from './check.ts';
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
}

/** The exemptions of all `Exemption` documents, with what they select. */
export class Exemptions {
  readonly #all: readonly { readonly exemption: Exemption; readonly when: unknown }[];

  constructor(documents: readonly Document[]) {
    this.#all = documents.map((document) => ({ exemption: exemptionOf(document), when: document.data['when'] }));
  }

  /** All that select an application, whatever their state. */
  about(facts: SelectorFacts): Exemption[] {
    return this.#all.filter(({ when }) => selects(when, facts)).map(({ exemption }) => exemption);
  }

  /** Those that name none of these checks. */
  unknown(checks: readonly ReadinessCheck[]): Exemption[] {
    return this.#all.map(({ exemption }) => exemption).filter((one) => !checks.some((check) => names(one, check)));
  }
}

/** The exemption of an application from a check today; an ended or unapproved one exempts nobody. */
export function exemptionFor(check: ReadinessCheck, view: ReadinessView): Exemption | undefined {
  return view.exemptions.find((one) => names(one, check) && one.until >= view.today && one.approvedBy !== undefined);
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
