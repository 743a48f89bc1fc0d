import { shopProject } from './definitions.ts';

/** The parts of a small shop that differ from vendor to vendor. */
export interface Shop {
  /** The squad that owns `checkout`. */
  readonly owner?: 'payments' | 'identity';
  /** YAML of the project's connections, indented by two. */
  readonly connections: string;
  /** YAML of a squad beyond its one member. */
  readonly squad: (id: string) => string;
  /** The document of the application `checkout`. */
  readonly checkout: string;
}

/** Two squads of one person, one of which owns the application; in `production` alone. Undefined files are not there. */
export function shopFiles({
  owner = 'payments',
  connections,
  squad,
  checkout,
}: Shop): Record<string, string | undefined> {
  const document = (id: string): string =>
    `apiVersion: alerts/v1\nkind: Squad\nid: ${id}\nmembers: [alice]\nlead: alice\n${squad(id)}`;
  return {
    'alerts/project.yaml': `${project}${connections}`,
    'alerts/people.yaml': people,
    'alerts/payments/squad.yaml': document('payments'),
    'alerts/identity/squad.yaml': document('identity'),
    'alerts/payments/checkout.yaml': undefined,
    'alerts/identity/checkout.yaml': undefined,
    [`alerts/${owner}/checkout.yaml`]: checkout,
  };
}

const project = `${shopProject}connections:
`;

const people = `apiVersion: alerts/v1
kind: Person
id: alice
name: Alice Martin
email: alice@shop.example
licence: { run: 2026-01-01, onCall: 2026-01-01 }
`;
