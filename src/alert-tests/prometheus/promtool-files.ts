import { promqlDuration } from '../../definitions/values/promql-duration.ts';
import type { Trial } from './trial.ts';

/** Files for `promtool test rules`: those of tests are its arguments. */
export interface PromtoolFiles {
  readonly files: ReadonlyMap<string, string>;
  /** Numbers of the trials in each file of tests. */
  readonly tests: ReadonlyMap<string, readonly number[]>;
}

/**
 * Trials as files. A file of tests evaluates every rule that it loads, so there is one for each set of rules; in it each trial is named by its number.
 * Nothing is expected to fire, so that promtool reports whatever does, with its labels and texts.
 * https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/
 */
export function promtoolFiles(trials: readonly Trial[]): PromtoolFiles {
  const byRules = new Map<string, [number, Trial][]>();
  trials.forEach((trial, index) => {
    const rules = yaml([{ name: 'rules', rules: trial.rules }]);
    const known = byRules.get(rules);
    if (known) known.push([index, trial]);
    else byRules.set(rules, [[index, trial]]);
  });
  const files = new Map<string, string>();
  const tests = new Map<string, readonly number[]>();
  [...byRules].forEach(([rules, members], index) => {
    files.set(`r${index}.yaml`, `groups: ${rules}\n`);
    files.set(`t${index}.yaml`, testFile(`r${index}.yaml`, members));
    tests.set(
      `t${index}.yaml`,
      members.map(([number]) => number),
    );
  });
  return { files, tests };
}

function testFile(rules: string, members: readonly (readonly [number, Trial])[]): string {
  const anchors = new Map<string, string>();
  const tests = members.map(([index, trial]) => {
    const times = yaml(trial.times.map((at) => ({ eval_time: promqlDuration(at), alertname: trial.alertname })));
    const anchor = anchors.get(times);
    if (anchor === undefined) anchors.set(times, `times${anchors.size}`);
    // Evaluations are the same for most cases of a file, and by far the longest part.
    const expected = anchor === undefined ? `&times${anchors.size - 1} ${times}` : `*${anchor}`;
    return `  - name: '${index}'\n    interval: ${promqlDuration(trial.interval)}\n    input_series: ${yaml(trial.series)}\n    alert_rule_test: ${expected}\n`;
  });
  return `rule_files: [${rules}]\nevaluation_interval: 1m\ntests:\n${tests.join('')}`;
}

/** JSON is YAML but for what YAML 1.1 takes for line breaks or does not print. */
function yaml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
