import type { ApplicationType, Category } from '../definitions/types.ts';

/** For which tiers a category is required: all, 1 and 2, or 1 alone. */
export type Demand = 'all' | 'tiers-1-2' | 'tier-1';

/** How one category is demanded of one type, and which other categories prove the same there. */
interface Requirement {
  readonly demand: Demand;
  /** A data pipeline's latency is the freshness of its data, which a heartbeat may watch. */
  readonly or?: readonly Category[];
}

type Requirements = Partial<Record<ApplicationType, Requirement>>;

const all: Requirement = { demand: 'all' };
const important: Requirement = { demand: 'tiers-1-2' };
const critical: Requirement = { demand: 'tier-1' };

/** Which categories of alerts an application needs, by its types: what breaks in such a thing, and how one notices. */
export const requirements: Partial<Record<Category, Requirements>> = {
  errors: {
    'http-service': all,
    worker: all,
    cron: { demand: 'all', or: ['heartbeat'] },
    'third-party': all,
    frontend: all,
    'data-pipeline': { demand: 'all', or: ['data-quality', 'heartbeat'] },
  },
  latency: {
    'http-service': important,
    queue: { demand: 'all', or: ['backlog'] },
    cron: { demand: 'tiers-1-2', or: ['heartbeat'] },
    database: { demand: 'tiers-1-2', or: ['saturation'] },
    'third-party': important,
    frontend: important,
    'data-pipeline': { demand: 'all', or: ['heartbeat', 'backlog'] },
  },
  traffic: {
    'http-service': important,
    worker: { demand: 'tiers-1-2', or: ['consumers', 'backlog', 'heartbeat'] },
    frontend: { demand: 'tiers-1-2', or: ['business', 'availability'] },
    'data-pipeline': { demand: 'all', or: ['data-quality', 'heartbeat', 'backlog'] },
  },
  saturation: {
    // What runs out in a gateway is what it has bought: quota, messages, money.
    'http-service': { demand: 'tiers-1-2', or: ['capacity'] },
    database: all,
    'third-party': { demand: 'all', or: ['capacity', 'latency'] },
    platform: all,
  },
  availability: {
    'http-service': { demand: 'tiers-1-2', or: ['slo-burn'] },
    'third-party': { demand: 'all', or: ['errors'] },
    frontend: all,
    database: { demand: 'all', or: ['errors'] },
    platform: all,
  },
  heartbeat: {
    cron: all,
    database: { demand: 'tier-1', or: ['no-data'] },
    'data-pipeline': all,
  },
  backlog: {
    queue: all,
    database: { demand: 'tiers-1-2', or: ['saturation', 'capacity'] },
    'data-pipeline': { demand: 'all', or: ['heartbeat', 'latency'] },
  },
  'dead-letter': { queue: all },
  consumers: { queue: all },
  certificate: { 'third-party': all, frontend: all },
  'slo-burn': { 'http-service': critical, frontend: critical },
  business: {
    frontend: { demand: 'tier-1', or: ['slo-burn'] },
    worker: { demand: 'tier-1', or: ['slo-burn', 'backlog'] },
    'third-party': { demand: 'tier-1', or: ['slo-burn', 'availability'] },
  },
  capacity: { database: all },
  'data-quality': { 'data-pipeline': all },
};

/** A category that an application must watch because of its types: what satisfies it, and which type asks. */
export interface Required {
  readonly type: ApplicationType;
  readonly satisfiedBy: readonly Category[];
}

/** Why an application of these types and tier needs alerts of a category; empty when it does not. */
export function requiredFor(category: Category, types: readonly ApplicationType[], tier: number): Required[] {
  return types.flatMap((type) => {
    const requirement = requirements[category]?.[type];
    if (!requirement || !holds(requirement.demand, tier)) return [];
    return [{ type, satisfiedBy: [category, ...(requirement.or ?? [])] }];
  });
}

function holds(demand: Demand, tier: number): boolean {
  return demand === 'all' || tier === 1 || (demand === 'tiers-1-2' && tier === 2);
}
