import type { NodeDigest } from '../graph/digest.ts';
import type { Finding } from '../findings/finding.ts';
import type { AlertSummary } from '../lint/rule.ts';
import type { Suppression } from '../lint/suppressions.ts';

/**
 * What one file means in the light of everything that it depends on: the unit of caching and of parallel work. Serialisable.
 */
export interface FileAnalysis {
  readonly path: string;
  readonly digest: string;
  /** Names of what it was computed from (`Squad/payments`, `owner:…`, `text:…`) to digests; `none` for what was missing. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Findings of resolving, compiling and of the rules that look at one definition. */
  readonly findings: readonly Finding[];
  readonly alerts: readonly AlertSummary[];
  readonly suppressions: readonly Suppression[];
  /** The compiled resources without their inputs; absent where only findings were asked for. */
  readonly nodes?: readonly NodeDigest[];
}

/** What every analysis of a run depends on besides the files. */
export interface AnalysisSettings {
  /** `YYYY-MM-DD` in the project's zone. */
  readonly today: string;
  /** Whether the digests of resources are wanted: plans compare them, findings do not need them. */
  readonly digests: boolean;
}
