import { type Access, type Clients, accessOf, clientsFor, tryKeys } from './api.ts';
import { checkInputs, withDefaults } from './check.ts';
import { type Difference, differences } from './diff.ts';
import { downtime } from './downtime/resource.ts';
import { inputsOf } from './inputs.ts';
import { monitor } from './monitor/resource.ts';
import type { Problem, Resource, Stored } from './resource.ts';
import type { PackageSchema, ResourceSpec } from './schema/types.ts';
import { slo } from './slo/resource.ts';
import { type Properties, defaultsKey, defined, hasUnknowns, unknown } from './values.ts';

const resources: Readonly<Record<string, Resource>> = {
  'datadog:index/monitor:Monitor': monitor,
  'datadog:index/serviceLevelObjective:ServiceLevelObjective': slo,
  'datadog:index/downtimeSchedule:DowntimeSchedule': downtime,
};

/** What the plugin does, without the wire. */
export class DatadogProvider {
  readonly schema: PackageSchema;
  #access: Access | undefined;
  #clients: Clients | undefined;

  constructor(schema: PackageSchema) {
    this.schema = schema;
  }

  /** @throws Error when the keys are refused, unless the configuration says `validate: "false"` */
  async configure(config: Properties): Promise<void> {
    const access = accessOf(config);
    this.#access = access;
    this.#clients = clientsFor(access);
    if (access.validate) await tryKeys(access);
  }

  /** Inputs with defaults, and what is wrong with them; new objects are shown to the vendor. */
  async check(
    urn: string,
    before: Properties,
    inputs: Properties,
  ): Promise<{ inputs: Properties; problems: Problem[] }> {
    const resource = this.#resource(urn);
    const problems = checkInputs(this.schema, typeOf(urn), resource, inputs);
    const isNew = Object.keys(before).length === 0;
    if (problems.length === 0 && isNew) problems.push(...(await this.#asked(resource, inputs, undefined)));
    return { inputs: withDefaults(resource, inputs), problems };
  }

  /** How an object changes; the vendor is asked whether it would take it. */
  async diff(urn: string, id: string, state: Properties, inputs: Properties): Promise<Difference[]> {
    const resource = this.#resource(urn);
    const [problem] = await this.#asked(resource, inputs, id);
    if (problem) throw new Error(problem.reason);
    return differences(resource, state, inputs);
  }

  /** What creating would give: the vendor's choices are not known. */
  previewCreate(urn: string, inputs: Properties): Properties {
    const { computed } = this.#resource(urn);
    const open = [...computed].filter((name) => inputs[name] === undefined);
    return { ...without(inputs), ...Object.fromEntries(open.map((name) => [name, unknown])) };
  }

  async create(urn: string, inputs: Properties): Promise<Stored> {
    return this.#resource(urn).create(this.#connected(), inputs);
  }

  /** Undefined when the object is gone. */
  async read(
    urn: string,
    id: string,
    state: Properties,
    inputs: Properties,
  ): Promise<{ state: Properties; inputs: Properties } | undefined> {
    const resource = this.#resource(urn);
    const found = await resource.read(this.#connected(), id, { ...state, ...inputs });
    const spec = this.schema.resources[typeOf(urn)] as ResourceSpec;
    return found && { state: found, inputs: inputsOf(resource, spec, inputs, found) };
  }

  previewUpdate(state: Properties, inputs: Properties): Properties {
    return { ...state, ...without(inputs) };
  }

  async update(urn: string, id: string, inputs: Properties): Promise<Properties> {
    return this.#resource(urn).update(this.#connected(), id, inputs);
  }

  /** As the provider does: what is gone already is an error for monitors and SLOs, and none for downtimes. */
  async delete(urn: string, id: string, state: Properties): Promise<void> {
    await this.#resource(urn).delete(this.#connected(), id, state);
  }

  async #asked(resource: Resource, inputs: Properties, id: string | undefined): Promise<Problem[]> {
    if (hasUnknowns(inputs) || !this.#clients) return [];
    try {
      await resource.validate(this.#clients, inputs, id);
      return [];
    } catch (error) {
      return [{ property: '', reason: (error as Error).message }];
    }
  }

  #resource(urn: string): Resource {
    const resource = resources[typeOf(urn)];
    if (!resource) throw new Error(`This stand-in does not know ${typeOf(urn)}.`);
    return resource;
  }

  #connected(): Clients {
    if (!this.#clients || !this.#access) throw new Error('The provider is not configured.');
    return this.#clients;
  }
}

function typeOf(urn: string): string {
  return (urn.split('::')[2] ?? '').split('$').at(-1) ?? '';
}

/** Without the names of defaults, which are no property. */
function without(inputs: Properties): Properties {
  return defined({ ...inputs, [defaultsKey]: undefined });
}
