/** Values that `${name}` may stand for. */
export type Bindings = ReadonlyMap<string, string | number | boolean | null | readonly unknown[]>;

/** What became of one text: its value (a lone `${x}` keeps the type of `x`) and the names that are not bound. */
export interface Interpolated {
  readonly value: unknown;
  readonly unknown: readonly { readonly name: string; readonly index: number }[];
}

const reference = /\$\$\{|\$\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/** Whether a text contains anything for {@link interpolate} to do. */
export function hasReference(text: string): boolean {
  return text.includes('${');
}

/** Fills `${name}`; `$${` is a literal `${`. Unbound names stay as they are and are reported. */
export function interpolate(text: string, bindings: Bindings): Interpolated {
  const lone = /^\$\{([A-Za-z][A-Za-z0-9_-]*)\}$/.exec(text);
  if (lone?.[1] !== undefined && bindings.has(lone[1])) return { value: bindings.get(lone[1]), unknown: [] };
  const unknown: { name: string; index: number }[] = [];
  const value = text.replace(reference, (whole, name: string | undefined, index: number) => {
    if (name === undefined) return '${';
    if (bindings.has(name)) return String(bindings.get(name));
    unknown.push({ name, index });
    return whole;
  });
  return { value, unknown };
}
