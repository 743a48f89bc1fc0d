import type { ResolvedAlert } from '../../definitions/types.ts';

/** The part of an AlertTest that says what it is about: `alert`, and for alerts of templates `template`. */
export interface About {
  readonly alert: string;
  readonly template?: string;
  readonly environment?: string;
}

/** An alert, and which templates say something of it. */
export type Concerned = Pick<ResolvedAlert, 'application' | 'id' | 'environment' | 'templates'>;

/** What the data of an AlertTest document say that it is about. */
export function aboutOf({ alert, template, environment }: Readonly<Record<string, unknown>>): About {
  return {
    alert: String(alert),
    ...(template === undefined ? {} : { template: String(template) }),
    ...(environment === undefined ? {} : { environment: String(environment) }),
  };
}

/**
 * Whether a test proves something of an alert, whatever its environment: it names the alert, or a template that brings it. A template's
 * alert has its own id behind the prefixes of `as`.
 */
export function concerns({ alert, template }: About, { application, id, templates }: Concerned): boolean {
  if (template === undefined) return alert === `${application}/${id}`;
  return id.slice(id.lastIndexOf('.') + 1) === alert && templates.some((one) => one.id === template);
}
