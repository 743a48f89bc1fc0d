import type { Path } from '../../definitions/source/node.ts';
import type { Reference, Value } from '../../graph/types.ts';
import type { OnCallSquad } from '../../oncall/model.ts';
import { markerText } from '../marker.ts';
import type { CompileContext, CompileProblem, OnCallIdentities, ResolvedSquad, SquadResource } from '../provider.ts';

/** Inputs of a resource. */
export type Inputs = { readonly [key: string]: Value };

/** One squad on its way to Opsgenie: what it is, and what is wrong so far. */
export class Compiling {
  readonly squad: OnCallSquad;
  readonly zone: string;
  readonly resources: SquadResource[] = [];
  readonly problems: CompileProblem[] = [];
  readonly #identities: OnCallIdentities;
  readonly #uid: string;

  constructor(squad: ResolvedSquad, { project }: CompileContext) {
    this.squad = squad.onCall;
    this.zone = squad.zone;
    this.#identities = squad;
    this.#uid = project.uid;
  }

  /** The id of an object of a squad, known once it is applied. */
  id(kind: string, id: string, squad = this.squad.id): Reference {
    return { $ref: this.identity(kind, id, squad), output: 'id' };
  }

  identity(kind: string, id: string, squad = this.squad.id): string {
    return this.#identities.identityOf(squad, kind, id);
  }

  /** The id of a person's account. */
  person(id: string): Reference {
    return { $ref: this.#identities.personIdentity('user', id), output: 'id' };
  }

  get team(): Reference {
    return this.id('team', this.squad.id);
  }

  /** A text that ends with the marker: Opsgenie has no tags on its objects. */
  marked(text: string, kind: string, id: string): string {
    return `${text} ${markerText({ project: this.#uid, unit: 'oncall', identity: this.identity(kind, id) })}`;
  }

  /**
   * Reports what Opsgenie cannot do.
   * @param constraint without `opsgenie/`
   */
  report(constraint: string, path: Path, message: string, more: Partial<CompileProblem> = {}): void {
    this.problems.push({ constraint: `opsgenie/${constraint}`, severity: 'error', message, path, ...more });
  }

  add(resource: SquadResource): void {
    this.resources.push(resource);
  }
}
