/** The words that generated alerts are made of, and the names that follow from a number. All of it is deterministic. */

const things = ['bill', 'payment', 'voucher', 'refund', 'parcel', 'basket', 'coupon', 'wallet', 'contract', 'ticket'];
const parts = ['intake', 'pricing', 'search', 'export', 'archive', 'mailer', 'sync', 'gateway', 'ledger', 'planner'];
const steps = ['create', 'confirm', 'cancel', 'print', 'share', 'import', 'split', 'merge', 'renew', 'close'];
const firstNames = ['Alba', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Greta', 'Hana', 'Ivo', 'Jonas'];
const lastNames = ['Abel', 'Brandt', 'Costa', 'Dupont', 'Eriksen', 'Fontana', 'Garcia', 'Horvat', 'Ionescu', 'Jansen'];

const pick = (list, index) => list[index % list.length];

/** Alerts in one application file. */
export const alertsPerApplication = 10;

/** Applications that one squad owns. */
export const applicationsPerSquad = 20;

/** A number with leading zeros, so that names sort as numbers do. */
export function padded(number, digits = 4) {
  return String(number).padStart(digits, '0');
}

/** What is known of application `index`: its names and the words of its domain. */
export function applicationOf(index) {
  const thing = pick(things, index);
  const part = pick(parts, Math.floor(index / things.length));
  return {
    index,
    id: `${thing}-${padded(index)}`,
    metric: `${thing}.${part}`,
    thing,
    part,
    squad: squadId(Math.floor(index / applicationsPerSquad)),
    tier: 1 + (index % 3),
    steps: [0, 1, 2].map((offset) => pick(steps, index + 3 * offset)),
  };
}

/** The id of squad `index`. */
export function squadId(index) {
  return `squad-${padded(index, 3)}`;
}

/** Person `index`: an id that occurs once, a name and an address. */
export function personOf(index) {
  const first = pick(firstNames, index);
  const last = pick(lastNames, Math.floor(index / firstNames.length));
  const id = `${first}-${last}-${padded(index)}`.toLowerCase();
  return { id, name: `${first} ${last} ${padded(index)}`, email: `${id}@bench.example` };
}
