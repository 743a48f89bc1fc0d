import { applicationOf, padded, alertsPerApplication } from './vocabulary.mjs';

/**
 * The ten kinds of alerts that each application has. A kind gives the texts, the source and the condition; texts are
 * used word for word by both generators, so that both trees are of the same size.
 */
const kinds = [
  ({ id, metric, thing, steps: [step] }, n) => ({
    id: `${step}-fails`,
    description: `People cannot ${step} their ${thing}`,
    impact: `Every failure is a ${thing} that somebody wanted to ${step}.`,
    priority: 'P2',
    category: 'errors',
    source: share(`${metric}.${step}.errors`, `${metric}.${step}.requests`, id),
    condition: `{ is: above, critical: ${4 + (n % 5)}%, recovery: 2%, over: 10m, delay: 1m, reduce: sum, atLeast: { requests: 50 }, noData: ok }`,
    message: `{{value}} of the calls to ${step} a ${thing} fail`,
    trigger: `More than ${4 + (n % 5)}% of at least 50 calls failed within ten minutes.`,
    resolution: [
      `If a release is younger than that, \`deploy rollback\`; otherwise \`flags set ${thing}.${step} off\`.`,
    ],
  }),
  ({ id, metric, thing, steps: [, step] }, n) => ({
    id: `${step}-slow`,
    description: `It takes too long to ${step} a ${thing}`,
    impact: `People wait, press the button again and ${step} the ${thing} twice.`,
    priority: 'P3',
    category: 'latency',
    source: metricSource('p95', `p95:${metric}.${step}.duration{env:\${dd},service:${id}}`, 's'),
    condition: `{ is: above, critical: ${900 + 10 * (n % 40)}ms, recovery: 700ms, over: 10m, reduce: avg, noData: keep }`,
    message: `It takes {{value}} to ${step} a ${thing} (limit {{threshold}})`,
    trigger: `The 95th percentile of ten minutes was above ${900 + 10 * (n % 40)} ms.`,
    resolution: [`If one query leads the slowest traces, \`dbctl cancel ${thing}\`; otherwise add two instances.`],
  }),
  ({ id, thing, part }, n) => ({
    id: 'rejected-inputs',
    description: `Inputs of the ${thing} ${part} are rejected`,
    priority: 'P4',
    category: 'errors',
    source: [
      'datadog:',
      `  logs: { query: 'service:${id} @event:input_rejected env:\${dd}', index: main, compute: count }`,
    ],
    condition: `{ is: above, critical: ${30 + (n % 50)}, over: 15m, noData: ok }`,
    message: `{{value}} inputs of the ${thing} ${part} were rejected`,
    trigger: `More than ${30 + (n % 50)} inputs were refused in a quarter of an hour.`,
    resolution: [`If one partner leads in \`inputctl rejected --service ${id}\`, open a ticket with it.`],
  }),
  queueKind('work', 'backlog', ({ thing, part }) => ({
    id: 'work-backlog',
    description: `The ${thing} ${part} falls behind`,
    message: `{{value}} pieces of work wait for the ${thing} ${part}`,
  })),
  queueKind('work.dlq', 'dead-letter', ({ thing, part }) => ({
    id: 'work-dead-letters',
    description: `Work of the ${thing} ${part} is given up`,
    message: `{{value}} pieces of work of the ${thing} ${part} were given up`,
  })),
  gaugeKind('pool.waiting', 'saturation', 'count', ({ thing, part }, n) => ({
    id: 'pool-exhausted',
    description: `The ${thing} ${part} waits for database connections`,
    condition: `{ is: above, critical: ${20 + (n % 30)}, recovery: 10, over: 10m, reduce: min, noData: keep }`,
    message: `{{value}} requests of the ${thing} ${part} wait for a connection`,
    trigger: `More than ${20 + (n % 30)} requests waited for a connection for ten minutes.`,
  })),
  gaugeKind('job.age', 'heartbeat', 's', ({ thing, part }, n) => ({
    id: 'nightly-job-missing',
    description: `The nightly run of the ${thing} ${part} is missing`,
    condition: `{ is: above, critical: ${26 + (n % 6)}h, recovery: 24h, over: 15m, reduce: min, noData: notify }`,
    message: `The last run of the ${thing} ${part} is {{value}} old`,
    trigger: `The newest run that succeeded was older than ${26 + (n % 6)} hours.`,
  })),
  gaugeKind('disk.used', 'capacity', 'percent', ({ thing, part }, n) => ({
    id: 'disk-fills',
    description: `The disk of the ${thing} ${part} fills up`,
    condition: `{ is: above, critical: ${82 + (n % 8)}%, warning: 72%, recovery: 76%, warningRecovery: 65%, over: 30m, reduce: min, noData: keep }`,
    message: `The disk of the ${thing} ${part} is {{value}} full`,
    trigger: `For half an hour more than ${82 + (n % 8)}% of the disk was used.`,
  })),
  ({ id, thing, part }, n) => ({
    id: 'work-consumers',
    description: `Nothing works off the ${thing} ${part}`,
    impact: `What people do with a ${thing} stays without effect until workers are back.`,
    priority: 'P3',
    category: 'consumers',
    source: ['rabbitmq:', `  queue: { connection: broker, vhost: main, name: ${id}.work, measure: consumers }`],
    condition: `{ is: below, critical: ${1 + (n % 3)}, over: 10m, reduce: max, noData: notify }`,
    message: `The ${thing} ${part} has {{value}} workers`,
    trigger: `Ten minutes long the queue had fewer than ${1 + (n % 3)} consumers.`,
    resolution: [
      `If pods crash (\`kubectl get pods -l app=${id}\`), undo the last release; otherwise scale them up again.`,
    ],
  }),
  ({ id, metric, thing, steps: [, , step] }, n) => ({
    id: `${step}-partner-errors`,
    description: `Partners refuse to ${step} a ${thing}`,
    priority: 'P4',
    category: 'errors',
    source: share(`${metric}.${step}.refused`, `${metric}.${step}.calls`, id),
    groups: '{ by: [partner], limit: 30, newGroupDelay: 10m }',
    condition: `{ is: above, critical: ${15 + (n % 20)}%, recovery: 8%, over: 15m, delay: 1m, reduce: sum, atLeast: { requests: 30 }, noData: ok }`,
    message: `{{group.partner}} refuses {{value}} of our calls to ${step} a ${thing}`,
    trigger: `A partner refused more than ${15 + (n % 20)}% of at least 30 calls.`,
    resolution: [`If our certificate has ended (\`certctl show ${id}\`), renew it; otherwise ask the partner.`],
  }),
];

function share(part, whole, service) {
  return [
    'datadog:',
    '  metric:',
    '    queries:',
    `      failed: 'sum:${part}{env:\${dd},service:${service}}.as_count()'`,
    `      requests: 'sum:${whole}{env:\${dd},service:${service}}.as_count()'`,
    '    formula: failed / requests',
    '    unit: ratio',
  ];
}

function metricSource(name, query, unit) {
  return ['datadog:', '  metric:', `    queries: { ${name}: '${query}' }`, `    unit: ${unit}`];
}

function queueKind(queue, category, texts) {
  return (application, n) => {
    const limit = (category === 'backlog' ? 1000 : 20) + (n % 70);
    const name = `${application.id}.${queue}`;
    return {
      priority: 'P4',
      category,
      source: ['rabbitmq:', `  queue: { connection: broker, vhost: main, name: ${name}, measure: ready }`],
      condition: `{ is: above, critical: ${limit}, recovery: ${Math.floor(limit / 2)}, over: 15m, reduce: min, noData: keep }`,
      trigger: `The queue held more than ${limit} messages for a quarter of an hour.`,
      resolution: [`Run \`queuectl peek ${name}\`; if all name one exception, undo the release that brought it.`],
      ...texts(application),
    };
  };
}

function gaugeKind(measure, category, unit, texts) {
  return (application, n) => ({
    priority: 'P4',
    category,
    source: metricSource('level', `max:${application.metric}.${measure}{env:\${dd},service:${application.id}}`, unit),
    resolution: [
      `Run \`opsctl status ${application.id}\`; if it names one instance, replace it with \`opsctl replace\`.`,
    ],
    ...texts(application, n),
  });
}

/** Alert `number` of a tree: what it watches, all its texts, its source and condition as YAML. */
export function alertOf(number) {
  const application = applicationOf(Math.floor(number / alertsPerApplication));
  const kind = kinds[number % kinds.length];
  return { number: padded(number, 5), application, ...kind(application, number) };
}
