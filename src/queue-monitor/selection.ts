import type { Comparison, ResolvedAlert } from '../definitions/types.ts';
import { facets, type Observation } from './measures.ts';
import { matchesPattern } from './pattern.ts';

/** Values of the groups of an alert by alias; empty without groups. */
export type GroupValues = Readonly<Record<string, string>>;

/** What an alert is about. */
export interface Target {
  readonly kind: 'queue' | 'node';
  readonly vhost: string;
  /** Pattern of the names of queues; `*` for nodes. */
  readonly pattern: string;
  readonly measure: string;
  /** Aliases of groups, and what of a queue or node each one is. */
  readonly groups: readonly { readonly alias: string; readonly means: 'name' | 'vhost' }[] | undefined;
  readonly is: Comparison;
}

/** The value of one group: undefined when it was observed and has none, NaN when it is not known yet. */
export interface GroupValue {
  readonly group: GroupValues;
  readonly value: number | undefined;
}

/**
 * What an alert on `rabbitmq.queue` or `rabbitmq.node` is about.
 * @param connection the broker's, `${}` filled
 */
export function targetOf(alert: ResolvedAlert, connection: Readonly<Record<string, unknown>>): Target {
  const { source, condition, groups } = alert;
  const kind = source.type === 'node' ? 'node' : 'queue';
  return {
    kind,
    vhost: String(source.fields['vhost'] ?? connection['vhost'] ?? '/'),
    pattern: kind === 'node' ? '*' : String(source.fields['name']),
    measure: String(source.fields['measure']),
    groups: groups?.by.map(({ alias, facet }) => ({ alias, means: facets[kind]?.[facet] ?? 'name' })),
    is: 'is' in condition ? condition.is : 'above',
  };
}

/** Finds what targets are about in observations; what it learned about names it remembers for the next one. */
export class Selection {
  readonly #target: Target;
  readonly #known = new Map<string, boolean>();

  constructor(target: Target) {
    this.#target = target;
  }

  /** The value of each group; without groups the worst of all, which is undefined when there is none, and not known while one of them is not. */
  valuesIn({ queues, nodes }: Observation): GroupValue[] {
    const { kind, vhost, measure, groups, is } = this.#target;
    const mine =
      kind === 'node'
        ? nodes.map((node) => ({ ...node, vhost: '' }))
        : queues.filter((queue) => queue.vhost === vhost && this.#isNamed(queue.name));
    if (groups)
      return mine.map((one) => ({
        group: Object.fromEntries(groups.map(({ alias, means }) => [alias, one[means]])),
        value: one.values[measure],
      }));
    const worst = is === 'above' || is === 'at-least' ? Math.max : Math.min;
    const values = mine.map(({ values: all }) => all[measure]).filter((value) => value !== undefined);
    return [{ group: {}, value: values.length === 0 ? undefined : values.reduce((a, b) => worst(a, b)) }];
  }

  /** Whether there is anything that the target is about. */
  isIn({ queues, nodes }: Observation): boolean {
    const { kind, vhost } = this.#target;
    return kind === 'node' ? nodes.length > 0 : queues.some((one) => one.vhost === vhost && this.#isNamed(one.name));
  }

  #isNamed(name: string): boolean {
    let known = this.#known.get(name);
    if (known === undefined) {
      // Queues with random names come and go.
      if (this.#known.size > 200_000) this.#known.clear();
      this.#known.set(name, (known = matchesPattern(this.#target.pattern, name)));
    }
    return known;
  }
}

/** A text that tells one group of an alert from the others; empty without groups. */
export function groupKey(group: GroupValues): string {
  return Object.entries(group)
    .map(([alias, value]) => `${alias}=${encodeURIComponent(value)}`)
    .join(',');
}
