import { type Access, type Clients, accessOf, clientsFor, tryKeys } from './api.ts';
import { checkInputs, withDefaults } from './check.ts';
import { type Difference, differences } from './diff.ts';
import { downtime } from './downtime/resource.ts';
import { inputsOf } from './inputs.ts';
import { monitor } from './monitor/resource.ts';
import type { Problem, Resource, Stored } from './resource.ts';
import type { PackageSchema, ResourceSpec } from './schema/types.ts';
import { slo } from './slo/resource.ts';
import { type Properties, defaultsKey, defined, unknown } from './values.ts';

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

  /** Inputs with defaults, and what is wrong with them by the schema: the vendor is not asked. */
  check(urn: string, inputs: Properties): { inputs: Properties; problems: Problem[] } {
    const resource = this.#resource(urn);
    const problems = checkInputs(this.schema, typeOf(urn), resource, inputs);
    return { inputs: withDefaults(resource, inputs), problems };
  }

  /** How an object changes. */
  async diff(urn: string, id: string, state: Properties, inputs: Properties): Promise<Difference[]> {
    await this.#plan(urn, id, inputs);
    return differences(this.#resource(urn), state, inputs);
  }

  /** What creating would give: the vendor's choices are not known. */
  async previewCreate(urn: string, inputs: Properties): Promise<Properties> {
    await this.#plan(urn, undefined, inputs);
    const { computed } = this.#resource(urn);
    const open = [...computed].filter((name) => inputs[name] === undefined);
    return { ...without(inputs), ...Object.fromEntries(open.map((name) => [name, unknown])) };
  }

  async create(urn: string, inputs: Properties): Promise<Stored> {
    await this.#plan(urn, undefined, inputs);
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

  async previewUpdate(urn: string, id: string, state: Properties, inputs: Properties): Promise<Properties> {
    await this.#plan(urn, id, inputs);
    return { ...state, ...without(inputs) };
  }

  async update(urn: string, id: string, inputs: Properties): Promise<Properties> {
    await this.#plan(urn, id, inputs);
    return this.#resource(urn).update(this.#connected(), id, inputs);
  }

  /** As the provider does: what is gone already is an error for monitors and SLOs, and none for downtimes. */
  async delete(urn: string, id: string, state: Properties): Promise<void> {
    await this.#resource(urn).delete(this.#connected(), id, state);
  }

  /**
   * Each of Diff, Create and Update, previewed or not, plans first, and planning a resource asks the vendor: the bridge's three methods call the
   * shim's `Diff` (pulumi-terraform-bridge, `pkg/tfbridge/provider.go`), which runs `PlanResourceChange` and with it the resource's
   * `CustomizeDiff` (`pkg/tfshim/sdk-v2/provider2.go`). Nothing is remembered from one to the next. Check stays within the schema.
   */
  async #plan(urn: string, id: string | undefined, inputs: Properties): Promise<void> {
    if (!this.#clients) return;
    try {
      await this.#resource(urn).validate(this.#clients, inputs, id);
    } catch (error) {
      throw new Error(`diffing ${urn}: ${(error as Error).message}`, { cause: error });
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
