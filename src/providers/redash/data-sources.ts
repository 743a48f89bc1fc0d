import type { Fields, RestClient } from '../rest-vendor.ts';

interface DataSource {
  readonly id: number;
  readonly name: string;
}

/** Every data source that the user may see. */
async function dataSources(client: RestClient): Promise<readonly DataSource[]> {
  // Asked as a list of one page, so that it is asked once for all queries.
  return client.pages('/data_sources', {}, ({ body }) => ({
    items: (body as readonly Fields[]).map(({ id, name }) => ({ id: Number(id), name: String(name) })),
    next: undefined,
  }));
}

/** The id of a data source. Names need not be unique. @throws when none has the name, or several */
export async function dataSourceId(name: string, client: RestClient): Promise<number> {
  const all = await dataSources(client);
  const [found, another] = all.filter((one) => one.name === name);
  if (!found) {
    const names = all.map((one) => `"${one.name}"`).join(', ') || 'none';
    throw new Error(`Redash has no data source "${name}" that this key may use. It has: ${names}.`);
  }
  if (another)
    throw new Error(
      `Redash has ${all.filter((one) => one.name === name).length} data sources "${name}" (${found.id}, ${another.id}): rename one.`,
    );
  return found.id;
}

/** Names by id. */
export async function dataSourceNames(client: RestClient): Promise<ReadonlyMap<number, string>> {
  return new Map((await dataSources(client)).map(({ id, name }) => [id, name]));
}
