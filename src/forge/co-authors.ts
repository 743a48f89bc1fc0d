/** A person as a commit names them. */
export interface Signature {
  readonly name?: string | null;
  readonly email?: string | null;
}

/** E-mail addresses of `Co-authored-by` trailers, lower case; an entry without an address is undefined. https://docs.github.com/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors */
export function coAuthors(message: string): (string | undefined)[] {
  return [...message.matchAll(/^co-authored-by:(.*)$/gim)].map(([, rest = '']) =>
    /<([^<>\s]+@[^<>\s]+)>/.exec(rest)?.[1]?.toLowerCase(),
  );
}

/** Accounts by e-mail address, from commits of which the forge told both, and from private addresses that name their account (`123+ana@users.noreply.HOST`). */
export class KnownAddresses {
  readonly #accounts = new Map<string, string>();

  learn({ email }: Signature, account: string | undefined): void {
    if (email && account !== undefined) this.#accounts.set(email.toLowerCase(), account);
  }

  accountOf(email: string | null | undefined): string | undefined {
    if (!email) return undefined;
    return this.#accounts.get(email.toLowerCase()) ?? /^(?:\d+[+-])?([^@+]+)@users\.noreply\./i.exec(email)?.[1];
  }
}
