import type { OnCallModel, OnCallSquad } from '../../oncall/model.ts';
import type { Reference } from '../../graph/types.ts';
import type { LossReport } from './losses.ts';

/** What the parts of a squad are compiled with. */
export interface Compiling {
  readonly squad: OnCallSquad;
  readonly model: OnCallModel;
  readonly losses: LossReport;
  /** The id, at PagerDuty, of an object of any squad. */
  idOf(squad: string, kind: string, id: string): Reference;
  /** The id, at PagerDuty, of a person. */
  personId(person: string): Reference;
  /** A description that ends with the marker of one of the squad's objects. */
  marked(text: string, kind: string, id: string): string;
}

/** Names are unique in an account, whoever owns the object. */
export function accountName(squad: string, id: string): string {
  return `${squad}.${id}`;
}
