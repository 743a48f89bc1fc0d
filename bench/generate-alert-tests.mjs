import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const casesPerTest = 10;
const alertsPerApplication = 10;
const minutes = 60;

/**
 * Writes `count` cases, ten per alert and test, an hour of samples each: a ratio of counts over five minutes with a delay and a recovery
 * threshold, an outage that differs from case to case. Every case passes.
 * @param vendor `datadog`, or `prometheus` for the same alerts in PromQL
 * @returns the folder of the definitions
 */
export function generateAlertTests(count, folder, vendor = 'datadog') {
  const alerts = Math.ceil(count / casesPerTest);
  write(folder, 'project.yaml', project);
  for (let application = 0; application * alertsPerApplication < alerts; application++) {
    const ids = Array.from(
      { length: Math.min(alertsPerApplication, alerts - application * alertsPerApplication) },
      (_, index) => index,
    );
    write(folder, `squad/app-${application}.yaml`, applicationYaml(application, ids, vendor));
    for (const id of ids)
      write(folder, `squad/app-${application}-${id}.alerttest.yaml`, testYaml(application, id, vendor));
  }
  return folder;
}

/**
 * Writes the same cases for `promtool test rules`: a rule and a file of tests for every ten cases.
 * @returns the files of tests
 */
export function generatePromtoolTests(count, folder) {
  mkdirSync(folder, { recursive: true });
  // A file of tests evaluates every rule that it loads, so each has its own.
  return Array.from({ length: Math.ceil(count / casesPerTest) }, (_, test) => {
    const name = `Rate${test}`;
    write(folder, `rules-${test}.yaml`, `groups:\n  - name: rates\n    rules:\n${promRule(name, test)}`);
    return write(folder, `test-${test}.yaml`, promTest(name, test));
  });
}

/** Good minutes, bad ones, good ones: when the outage of a case begins, and how long it takes. */
function outage(number) {
  const before = 15 + (number % 7);
  const during = 10 + (number % 5);
  return { before, during, after: minutes - before - during };
}

/** A window of Datadog ends before the sample of its evaluation, one of Prometheus with it. */
function testYaml(application, alert, vendor) {
  const sees = vendor === 'prometheus' ? 1 : 0;
  const number = (index) => application * 100 + alert * 10 + index;
  const cases = Array.from({ length: casesPerTest }, (_, index) => caseYaml(number(index), sees));
  return `apiVersion: alerts/v1
kind: AlertTest
id: app-${application}-rate-${alert}
alert: app-${application}/rate-${alert}
clock: { start: 2026-11-09T09:00:00Z, step: 1m }
cases:
${cases.join('')}`;
}

function caseYaml(number, sees) {
  const { before, during, after } = outage(number);
  return `  - name: outage ${number}
    input:
      metrics:
        errors: 0 x${before}, 40 x${during}, 0 x${after}
        requests: 100 x${minutes}
    expect:
      - { from: 0m, to: ${before - sees}m, state: ok }
      - { by: ${before + 2}m, state: alert, priority: P2 }
      - { by: ${before + during + 7}m, state: ok, recovery: true }
`;
}

function promTest(name, test) {
  const groups = Array.from({ length: casesPerTest }, (_, index) => promCase(name, test, test * casesPerTest + index));
  return `rule_files: [rules-${test}.yaml]\nevaluation_interval: 1m\ntests:\n${groups.join('')}`;
}

function promRule(name, test) {
  return `      - alert: ${name}\n        expr: sum_over_time(errors${test}[5m]) / sum_over_time(requests${test}[5m]) > 0.05\n        labels: { priority: P2 }\n`;
}

/** Samples of promtool: `axn` is a and n more. */
function promCase(name, test, number) {
  const { before, during, after } = outage(number);
  const alert = `{ exp_labels: { priority: P2 } }`;
  return `  - interval: 1m
    input_series:
      - { series: errors${test}, values: 0x${before - 1} 40x${during - 1} 0x${after - 1} }
      - { series: requests${test}, values: 100x${minutes - 1} }
    alert_rule_test:
      - { eval_time: ${before - 1}m, alertname: ${name}, exp_alerts: [] }
      - { eval_time: ${before + 2}m, alertname: ${name}, exp_alerts: [${alert}] }
      - { eval_time: ${before + during + 7}m, alertname: ${name}, exp_alerts: [] }
`;
}

function applicationYaml(application, ids, vendor) {
  return `apiVersion: alerts/v1
kind: Application
id: app-${application}
squad: squad
tier: 1
types: [http-service]
alerts:
${ids.map((id) => alertYaml(id, vendor)).join('')}`;
}

function alertYaml(id, vendor) {
  return `  rate-${id}:
    description: Requests of kind ${id} fail
    impact: Customers see errors.
    priority: P2
    category: errors
${sources[vendor](id)}    message: '{{value}} of the requests fail'
    runbook:
      trigger: More than 5% of the requests failed over 5 minutes.
      resolution: [Roll back the last release with \`make rollback\`.]
      expectedTime: 15m
    dashboard: https://app.datadoghq.eu/dashboard/abc-def-ghi
`;
}

const sources = {
  datadog: (id) => `    source:
      datadog:
        metric:
          queries:
            errors: 'sum:bench.kind${id}.errors{env:\${dd}}.as_count()'
            requests: 'sum:bench.kind${id}.requests{env:\${dd}}.as_count()'
          formula: errors / requests
          unit: ratio
    condition: { is: above, critical: 5%, recovery: 3%, over: 5m, reduce: sum, noData: ok }
`,
  prometheus: () => `    source:
      prometheus:
        expr: sum_over_time(errors[4m59s]) / sum_over_time(requests[4m59s])
        unit: ratio
    condition: { is: above, critical: 5%, recovery: 3%, noData: ok }
`,
};

const project = `apiVersion: alerts/v1
kind: Project
id: bench
uid: be0c4a7712
timezone: Europe/Paris
title: '\${application} | \${squad} | \${description}'
onCall: opsgenie
environments:
  production: { vars: { dd: prod } }
connections:
  datadog: { vendor: datadog, site: datadoghq.eu, apiKey: { env: DD_API_KEY }, appKey: { env: DD_APP_KEY } }
  opsgenie: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY }, handle: '@opsgenie-\${squad}' }
---
apiVersion: alerts/v1
kind: Person
id: ana
name: Ana Moreau
email: ana@bench.example
---
apiVersion: alerts/v1
kind: Squad
id: squad
members: [ana]
channels: { default: { slack: '#squad' } }
schedules:
  oncall: { rotations: { weekly: { participants: [ana], every: 1w, start: 2026-01-05T09:00 } } }
escalations:
  page: [{ after: 0m, notify: [{ schedule: oncall }] }]
routing: [{ to: { escalation: page } }]
`;

function write(folder, name, text) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count, folder, kind] = process.argv.slice(2);
  const generate = kind === 'promtool' ? generatePromtoolTests : generateAlertTests;
  generate(Number(count), path.resolve(folder ?? ''));
}
