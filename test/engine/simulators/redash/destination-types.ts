/** What a type of destinations takes: `configuration_schema` of redash/destinations/*.py. */
export interface DestinationType {
  readonly properties: readonly string[];
  readonly required: readonly string[];
  readonly secret: readonly string[];
}

export const destinationTypes: Readonly<Record<string, DestinationType>> = {
  email: { properties: ['addresses', 'subject_template'], required: ['addresses'], secret: [] },
  webhook: { properties: ['url', 'username', 'password'], required: ['url'], secret: ['password'] },
  slack: { properties: ['url'], required: [], secret: ['url'] },
};

/** Whether options are of a type: all members are texts, and those that are required are there. */
export function isValid(type: DestinationType, options: unknown): options is Record<string, string> {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return false;
  const members = options as Record<string, unknown>;
  const areTexts = type.properties.every((name) => members[name] === undefined || typeof members[name] === 'string');
  return areTexts && type.required.every((name) => name in members);
}

/** Secrets are shown, and kept when they come back, as this: redash/utils/configuration.py, SECRET_PLACEHOLDER. */
export const masked = '--------';
