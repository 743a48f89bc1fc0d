import { selects } from '../definitions/resolve/select.ts';
import type { Document } from '../definitions/types.ts';
import type { Location } from '../findings/finding.ts';
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
  readonly location: Location;
}

/** The exemptions of all `Exemption` documents, with what they select. */
export class Exemptions {
  readonly #all: readonly { readonly exemption: Exemption; readonly when: unknown }[];

  constructor(documents: readonly Document[]) {
    this.#all = documents.map((document) => ({ exemption: exemptionOf(document), when: document.data['when'] }));
  }

  /** The exemption of an application from a check on a day; an ended or unapproved one exempts nobody. */
  find(check: ReadinessCheck, view: ReadinessView): Exemption | undefined {
    return this.#all.find(
      ({ exemption, when }) =>
        names(exemption, check) &&
        exemption.until >= view.today &&
        exemption.approvedBy !== undefined &&
        selects(when, factsOf(view)),
    )?.exemption;
  }

  /** Those that select nothing of what was judged, or name no check. */
  unused(used: ReadonlySet<Exemption>): readonly Exemption[] {
    return this.#all.map(({ exemption }) => exemption).filter((exemption) => !used.has(exemption));
  }
}

function names({ check }: Exemption, { id, code }: ReadinessCheck): boolean {
  return check === id || check === code;
}

function factsOf(view: ReadinessView): Parameters<typeof selects>[1] {
  const [alert] = view.alerts;
  return {
    environment: alert?.environment ?? '',
    squad: view.squad.id,
    application: view.id,
    alert: '',
    types: view.types,
    ...(view.tier === undefined ? {} : { tier: view.tier }),
    tags: (view.document.data['tags'] ?? {}) as Record<string, unknown>,
  };
}

function exemptionOf({ id, data, file, root }: Document): Exemption {
  const { check, reason, owner, approvedBy, until, ticket } = data as Record<string, string | undefined>;
  return {
    id,
    check: String(check),
    reason: String(reason),
    owner: String(owner),
    until: String(until),
    location: file.locate(root),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    ...(ticket === undefined ? {} : { ticket }),
  };
}
