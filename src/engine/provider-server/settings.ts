import type { RestVendor } from '../../providers/rest-vendor.ts';

/** Where settings of an account come from. */
export interface SettingSources {
  /** The project's connection, `${}` filled; without one where the plain CLI runs the plugin. */
  readonly connection: Readonly<Record<string, unknown>>;
  /** By field; absent where they come from the vendor's own variables. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Settings by field: the environment wins over the connection, since it says where credentials are sent; what nobody says has its default. */
export function settingsOf(
  { settings }: RestVendor,
  { connection, secrets, env }: SettingSources,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [field, { variable, secret, default: otherwise }] of Object.entries(settings)) {
    const stated = typeof connection[field] === 'string' ? connection[field] : undefined;
    const value = secret && secrets ? secrets[field] : env[variable] || stated || otherwise;
    if (value !== undefined && value !== '') found[field] = value;
  }
  return found;
}
