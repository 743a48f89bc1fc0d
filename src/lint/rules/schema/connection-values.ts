import { interpolate, type Bindings } from '../../../definitions/values/interpolate.ts';
import { nearestName } from '../../../findings/nearest-name.ts';
import type { Path } from '../../../definitions/source/node.ts';
import { defineRule } from '../../rule.ts';
import { mapOf, type Fields } from '../../support/written-data.ts';

/** What is wrong with a text in an environment. */
interface Found {
  readonly message: 'unknown' | 'url' | 'mailbox';
  readonly data: Readonly<Record<string, string>>;
}

const redash = (fields: string): string =>
  `connections: { warehouse: { vendor: redash, dataSource: Warehouse, apiKey: { env: REDASH_API_KEY }, ${fields} } }`;

export default defineRule({
  id: 'schema/connection-values',
  summary: 'Connections are complete in every environment.',
  why: 'A `${name}` that no environment fills stays in the address, and what asks it finds no server: only on the day of the apply, or never where a mailbox is meant.',
  presets: { recommended: 'error', strict: 'error', import: 'error' },
  messages: {
    unknown: 'Nothing is called "{name}" in the environment "{environment}".{hint} Write it among its "vars".',
    url: '"url" is "{value}" in the environment "{environment}": write an address that starts with https://.',
    mailbox: '"onCall" is "{value}" for a squad "x": write an address such as "alerts-${squad}@acme.opsgenie.net".',
  },
  examples: {
    bad: [
      { project: redash("url: 'https://redash.${hots}'") },
      {
        because: 'one environment lacks it',
        project: `${redash("url: 'https://${warehouse}'")}\nenvironments: { staging: { vars: { warehouse: stg.acme.example } } }`,
      },
      { project: redash("url: 'redash.${host}'") },
      { project: redash("url: 'https://redash.${host}', onCall: 'redash-${squad}.acme.opsgenie.net'") },
    ],
    good: [{ project: redash("url: 'https://redash.${host}', onCall: 'redash-${squad}@acme.opsgenie.net'") }],
  },
  visit: {
    project(project, context) {
      const environments = Object.entries(mapOf(project.data['environments'])).map(
        ([id, settings]) => [id, bindingsOf(id, mapOf(mapOf(settings)['vars']))] as const,
      );
      for (const { text, path } of textsOf(project.data['connections'], ['connections'])) {
        const reports = environments.flatMap(([environment, bindings]): Found[] => {
          const { unknown, value } = interpolate(text, bindings);
          const [first] = unknown;
          if (!first)
            return problemOf(path, String(value)).map((message) => ({
              message,
              data: { environment, value: String(value) },
            }));
          const { name } = first;
          // What serves other environments alone need not be complete in one that calls nobody.
          const isElsewhere = environments.some(([, others]) => others.has(name));
          if (isElsewhere && !context.pagingEnvironment(environment)) return [];
          return [{ message: 'unknown', data: { environment, name, hint: hintOf(name, bindings) } }];
        });
        const [report] = reports;
        if (report) context.report({ ...report, at: path });
      }
    },
  },
});

/** As connections are filled; a squad's name stands for every squad's. */
function bindingsOf(environment: string, vars: Fields): Bindings {
  return new Map([
    ...Object.entries(vars as Readonly<Record<string, string>>),
    ['application', 'x'],
    ['squad', 'x'],
    ['environment', environment],
  ]);
}

function textsOf(value: unknown, path: Path): { readonly text: string; readonly path: Path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (value === null || typeof value !== 'object') return [];
  const entries: (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, one]) => textsOf(one, [...path, key]));
}

/** What the schema says of texts in which nothing is to be filled. */
function problemOf([, , field, ...deeper]: Path, value: string): ('url' | 'mailbox')[] {
  if (deeper.length > 0) return [];
  if (field === 'url' && !/^https?:\/\//.test(value)) return ['url'];
  return field === 'onCall' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? ['mailbox'] : [];
}

function hintOf(name: string, bindings: Bindings): string {
  const near = nearestName(name, bindings.keys());
  return near === undefined ? '' : ` Did you mean "\${${near}}"?`;
}
