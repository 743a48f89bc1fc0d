/** A number that is exposed, with its labels. */
interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  value: number;
}

interface Family {
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: Map<string, Sample>;
}

/** What the watch counts, in the names that are served. https://prometheus.io/docs/practices/naming/ */
const families = {
  alerts_watch_evaluations_total: ['counter', 'Looks at a broker, by whether everything was seen and evaluated.'],
  alerts_watch_last_complete_evaluation_timestamp_seconds: ['gauge', 'When everything of a broker was last evaluated.'],
  alerts_watch_evaluation_seconds: ['gauge', 'How long the last look and evaluation took.'],
  alerts_watch_queues: ['gauge', 'Queues that the last look saw.'],
  alerts_watch_open_alerts: ['gauge', 'Alerts that are open by decision of the watch.'],
  alerts_watch_empty_alerts: ['gauge', 'Alerts whose name matched no queue at the last complete look.'],
  alerts_watch_outbox: ['gauge', 'What the on-call backend has not confirmed yet.'],
  alerts_watch_deliveries_total: ['counter', 'Requests to the on-call backend, by outcome.'],
  alerts_watch_holder: ['gauge', '1 for the instance that writes, 0 for one that waits.'],
} as const satisfies Readonly<Record<string, readonly ['counter' | 'gauge', string]>>;

export type MetricName = keyof typeof families;

/** Numbers about the watch itself. */
export class Metrics {
  readonly #families = new Map<MetricName, Family>(
    Object.entries(families).map(([name, [type, help]]) => [name as MetricName, { type, help, samples: new Map() }]),
  );

  set(name: MetricName, value: number, labels: Readonly<Record<string, string>> = {}): void {
    this.#sample(name, labels).value = value;
  }

  add(name: MetricName, labels: Readonly<Record<string, string>> = {}): void {
    this.#sample(name, labels).value += 1;
  }

  /** In Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
  text(): string {
    const lines: string[] = [];
    for (const [name, { help, type, samples }] of this.#families) {
      if (samples.size === 0) continue;
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
      for (const { labels, value } of samples.values()) lines.push(`${name}${labelsText(labels)} ${value}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #sample(name: MetricName, labels: Readonly<Record<string, string>>): Sample {
    const { samples } = this.#families.get(name) as Family;
    const key = JSON.stringify(labels);
    let sample = samples.get(key);
    if (!sample) samples.set(key, (sample = { labels, value: 0 }));
    return sample;
  }
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const entries = Object.entries(labels);
  if (entries.length === 0) return '';
  const escaped = (text: string): string =>
    text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `{${entries.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`;
}
