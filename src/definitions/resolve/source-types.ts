/** What resolving must know of a vendor's source: which fields a condition has, and the unit of its thresholds. */
export interface SourceFacts {
  readonly condition: string;
  /** Fields that the source must have once everything is merged. */
  readonly required?: readonly string[];
  unit?(fields: Readonly<Record<string, unknown>>): string | undefined;
}

/** Vendor to source type to facts. A vendor whose source has no types (`prometheus { expr }`) has the one type ''. */
export type SourceCatalog = Readonly<Record<string, Readonly<Record<string, SourceFacts>>>>;
