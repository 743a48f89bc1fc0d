import type { Seconds } from '../../definitions/values/duration.ts';
import { promqlSeconds } from '../../definitions/values/promql-duration.ts';
import type { Firing, Trace } from './trial.ts';

/** promtool said something that is not understood; its words are the message. */
export class PromtoolReportError extends Error {}

/**
 * Reads what `promtool test rules` prints, standard output and error in one: for each file what fires against the expectation, or why its rules
 * cannot be run. The form is that of `RulesUnitTest` in prometheus/prometheus, cmd/promtool/unittest.go.
 */
export class PromtoolReport {
  readonly #firing: Map<Seconds, Firing[]>[];
  readonly #errors: (string | undefined)[];
  readonly #trialsOf: ReadonlyMap<string, readonly number[]>;
  #file: readonly number[] = [];
  #trial: number | undefined;
  #alerts: Firing[] | undefined;
  #labels: Readonly<Record<string, string>> | undefined;

  /** @param trialsOf numbers of the trials in each file of tests */
  constructor(count: number, trialsOf: ReadonlyMap<string, readonly number[]>) {
    this.#firing = Array.from({ length: count }, () => new Map<Seconds, Firing[]>());
    this.#errors = Array.from({ length: count }, () => undefined);
    this.#trialsOf = trialsOf;
  }

  /** @throws PromtoolReportError */
  line(text: string): void {
    const line = text.trim();
    const [, file] = /^Unit Testing:\s+(\S+)$/.exec(line) ?? [];
    if (file !== undefined) return this.#begin(file);
    const [, trial] = /^name: (\d+),$/.exec(line) ?? [];
    if (trial !== undefined) return void (this.#trial = Number(trial));
    const [, time] = /^alertname: \S*, time: (\w+),$/.exec(line) ?? [];
    if (time !== undefined) return this.#time(time);
    const [, labels] = /^Labels:\{(.*)\}$/.exec(line) ?? [];
    if (labels !== undefined) return void (this.#labels = pairsOf(labels));
    const [, annotations] = /^Annotations:\{(.*)\},?$/.exec(line) ?? [];
    if (annotations !== undefined) return this.#alert(pairsOf(annotations));
    if (/^(?:|SUCCESS|FAILED:|exp:\[\],|got:\[|\d+:|\]|got:\[\])$/.test(line)) return undefined;
    this.#error(line);
  }

  /** One trace for each trial. */
  traces(): Trace[] {
    return this.#firing.map((firing, index) => {
      const error = this.#errors[index];
      return error === undefined ? { firing } : { error };
    });
  }

  #begin(file: string): void {
    const trials = this.#trialsOf.get(file);
    if (!trials) throw new PromtoolReportError(`Unit Testing: ${file}`);
    this.#file = trials;
    this.#trial = undefined;
    this.#alerts = undefined;
  }

  #time(text: string): void {
    const time = promqlSeconds(text);
    const firing = this.#trial === undefined ? undefined : this.#firing[this.#trial];
    if (time === undefined || !firing) throw new PromtoolReportError(`time: ${text}`);
    this.#alerts = [];
    firing.set(time, this.#alerts);
  }

  #alert(annotations: Readonly<Record<string, string>>): void {
    if (!this.#alerts || !this.#labels) throw new PromtoolReportError('Annotations without Labels');
    this.#alerts.push({ labels: this.#labels, annotations });
    this.#labels = undefined;
  }

  /** What is said of a file holds for all of its trials: they have the same rules. */
  #error(line: string): void {
    if (this.#file.length === 0) throw new PromtoolReportError(line);
    const words = line.replace(/^r\d+\.yaml: (?:[\d:]+ )?group "rules", /, '');
    for (const trial of this.#file) this.#errors[trial] ??= words;
  }
}

/** `a="x", b="y"`, values quoted as Go quotes them. */
function pairsOf(text: string): Record<string, string> {
  const pairs: [string, string][] = [];
  const pair = /(\w+)="((?:[^"\\]|\\.)*)"(?:, |$)/y;
  while (pair.lastIndex < text.length) {
    const found = pair.exec(text);
    if (!found) throw new PromtoolReportError(text);
    pairs.push([found[1] ?? '', unquoted(found[2] ?? '')]);
  }
  return Object.fromEntries(pairs);
}

const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

/** https://pkg.go.dev/strconv#Quote */
function unquoted(text: string): string {
  return text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/g,
    (_, x?: string, u?: string, U?: string, one?: string) => {
      const code = x ?? u ?? U;
      return code === undefined ? (letters[one ?? ''] ?? one ?? '') : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
