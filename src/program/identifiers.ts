const reserved = new Set(
  (
    'abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do ' +
    'else enum eval exports export extends false finally for from function get if implements import in instanceof interface is let ' +
    'module namespace never new null number object of package private protected public require return set static string super ' +
    'switch symbol this throw true try type typeof undefined unknown var void while with yield __dirname __filename Object Promise'
  ).split(' '),
);

/** Hands out different identifiers within one file. */
export class Identifiers {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** `cardErrors` for `card-errors`; with `_` in front of a digit or behind a reserved word, and a number when it is taken. */
  take(name: string): string {
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const camel = words
      .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
      .join('');
    const lead = /^[0-9]/.test(camel) || camel === '' ? `_${camel}` : camel;
    const base = reserved.has(lead) ? `${lead}_` : lead;
    let free = base;
    for (let number = 2; this.#taken.has(free); number += 1) free = `${base}_${number}`;
    this.#taken.add(free);
    return free;
  }
}
