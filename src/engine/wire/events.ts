/** Kinds of steps that the engine reports (pkg/resource/deploy/step.go). */
export type StepKind =
  | 'same'
  | 'create'
  | 'update'
  | 'delete'
  | 'replace'
  | 'create-replacement'
  | 'delete-replaced'
  | 'read'
  | 'read-replacement'
  | 'refresh'
  | 'discard'
  | 'discard-replaced'
  | 'remove-pending-replace'
  | 'import'
  | 'import-replacement';

/** One side of a step. */
export interface StepState {
  readonly type: string;
  readonly urn: string;
  readonly id?: string;
  readonly inputs?: { readonly [key: string]: unknown };
  readonly outputs?: { readonly [key: string]: unknown };
}

/** What differs at a path: `add`, `add-replace`, `delete`, `delete-replace`, `update`, `update-replace`. */
export interface PropertyDifference {
  readonly diffKind: string;
  readonly inputDiff: boolean;
}

/** What is about to be done, or was done, to one object (sdk/go/common/apitype/events.go). */
export interface StepMetadata {
  readonly op: StepKind;
  readonly urn: string;
  readonly type: string;
  readonly old?: StepState | null;
  readonly new?: StepState | null;
  readonly keys?: readonly string[] | null;
  readonly diffs?: readonly string[] | null;
  readonly detailedDiff?: Readonly<Record<string, PropertyDifference>> | null;
}

/** An event of the engine; exactly one of the named parts is there. */
export interface EngineEvent {
  readonly sequence: number;
  readonly timestamp: number;
  readonly resourcePreEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: {
    readonly urn?: string;
    readonly message: string;
    readonly color: string;
    readonly severity: 'info' | 'info#err' | 'warning' | 'error' | 'debug';
    readonly ephemeral?: boolean;
  };
  readonly summaryEvent?: {
    readonly maybeCorrupt: boolean;
    readonly durationSeconds: number;
    readonly resourceChanges: Readonly<Partial<Record<StepKind, number>>>;
  };
  readonly cancelEvent?: object;
}

/** The engine's name of an object's last part: our logical name. */
export function nameOfUrn(urn: string): string {
  return urn.slice(urn.lastIndexOf('::') + 2);
}

/** A diagnostic without the engine's colour marks, e.g. `<{%reset%}>`. */
export function plainMessage(message: string): string {
  return message.replace(/<\{%[^%]*%\}>/g, '').trim();
}
