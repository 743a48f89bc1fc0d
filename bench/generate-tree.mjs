import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { alertOf } from './alert-kinds.mjs';
import { alertsPerApplication, applicationOf, applicationsPerSquad, personOf, squadId } from './vocabulary.mjs';

const peoplePerSquad = 4;
const templated = 'disk-fills';

/**
 * Writes a tree of `count` alerts below `folder`: ten per application file, twenty applications per squad. The same
 * arguments give the same bytes.
 * @returns the paths of the application files
 */
export function generateTree(count, folder, environments = 1) {
  const applications = Math.ceil(count / alertsPerApplication);
  const squads = Math.ceil(applications / applicationsPerSquad);
  write(folder, 'project.yaml', project(environments));
  write(folder, 'templates/disk.yaml', template());
  for (let squad = 0; squad < squads; squad++) {
    write(folder, `${squadId(squad)}/people.yaml`, people(squad).map(personYaml).join('---\n'));
    write(folder, `${squadId(squad)}/squad.yaml`, squadYaml(squad));
  }
  return Array.from({ length: applications }, (_, index) => {
    const { squad, id } = applicationOf(index);
    return write(folder, `${squad}/${id}.yaml`, applicationYaml(index, count));
  });
}

function write(folder, name, text) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function people(squad) {
  return Array.from({ length: peoplePerSquad }, (_, index) => personOf(squad * peoplePerSquad + index));
}

function project(environments) {
  const staging = environments > 1 ? '  staging: { paging: never, vars: { dd: stg, host: stg.bench.example } }\n' : '';
  return `apiVersion: alerts/v1
kind: Project
id: bench
uid: be0c4a7712
timezone: Europe/Paris
title: '\${application} | \${squad} | \${description}'
onCall: opsgenie
environments:
  production: { vars: { dd: prod, host: bench.example } }
${staging}connections:
  datadog: { vendor: datadog, site: datadoghq.eu, apiKey: { env: DD_API_KEY }, appKey: { env: DD_APP_KEY } }
  broker: { vendor: rabbitmq, url: 'https://rabbit.\${host}', via: datadog }
  opsgenie: { vendor: opsgenie, apiKey: { env: OPSGENIE_API_KEY }, handle: '@opsgenie-\${squad}' }
hours:
  business: { weekly: mon-fri 09:00-18:00 }
defaults:
  - set: { renotify: { every: 1h, max: 5 } }
`;
}

function personYaml({ id, name, email }) {
  return `apiVersion: alerts/v1
kind: Person
id: ${id}
name: ${name}
email: ${email}
licence: { run: 2025-03-03, onCall: 2025-04-14 }
`;
}

function squadYaml(index) {
  const id = squadId(index);
  const members = people(index).map((person) => person.id);
  const rotation = (hours) =>
    `weekly: { participants: [${members.join(', ')}], every: 1w, start: 2026-01-05T09:00, hours: ${hours} }`;
  return `apiVersion: alerts/v1
kind: Squad
id: ${id}
name: Squad ${index}
members: [${members.join(', ')}]
lead: ${members[0]}
channels: { default: { slack: '#${id}' } }
schedules:
  run: { rotations: { ${rotation('business')} } }
  oncall: { rotations: { ${rotation('not business')} } }
escalations:
${escalation('working-hours', 'run', id)}${escalation('off-hours', 'oncall', id)}routing:
  - { when: { hours: business }, to: { escalation: working-hours } }
  - { when: { priority: [P1, P2, P3] }, to: { escalation: off-hours } }
  - { to: none }
`;
}

function escalation(name, schedule, squad) {
  return `  ${name}:
    - { after: 0m, notify: [{ schedule: ${schedule} }] }
    - { after: 15m, notify: [{ schedule: ${schedule}, take: next }] }
    - { after: 30m, notify: [{ squad: ${squad}, take: everyone }] }
`;
}

/** The first application of each squad takes its disk alert from the template; all others write it out. */
function usesTemplate(index) {
  return index % applicationsPerSquad === 0;
}

function template() {
  const alert = alertYaml(alertOf(7));
  const { id, thing, part, metric } = applicationOf(0);
  const general = alert
    .replaceAll(`${thing} ${part}`, '${thing}')
    .replaceAll(id, '${service}')
    .replaceAll(metric, '${metric}')
    .replace('    runbook:\n', '    runbook:\n      interpolate: true\n');
  return `apiVersion: alerts/v1
kind: Template
id: disk
parameters:
  service: { type: id, description: The service as the vendor tags it. }
  thing: { type: string, description: What the service is about. }
  metric: { type: string, description: What the metrics of the service begin with. }
alerts:
${general}`;
}

function applicationYaml(index, count) {
  const { id, tier, thing, part, metric } = applicationOf(index);
  const first = index * alertsPerApplication;
  const numbers = Array.from({ length: Math.min(alertsPerApplication, count - first) }, (_, offset) => first + offset);
  const alerts = numbers.map(alertOf);
  const shared = usesTemplate(index) && alerts.some((alert) => alert.id === templated);
  const use = `use:\n  - { template: disk, with: { service: ${id}, thing: ${thing} ${part}, metric: ${metric} } }\n`;
  const written = shared ? alerts.filter((alert) => alert.id !== templated) : alerts;
  return `apiVersion: alerts/v1
kind: Application
id: ${id}
tier: ${tier}
types: [http-service, worker]
${shared ? use : ''}defaults:
  - set: { dashboard: 'https://app.datadoghq.eu/dashboard/${id}' }
alerts:
${written.map((alert) => alertYaml(alert)).join('')}`;
}

/** As YAML needs it: plain texts may hold no `: `. */
function quoted(text) {
  return text.includes(': ') ? `'${text.replaceAll("'", "''")}'` : text;
}

function alertYaml(alert) {
  const { id, description, impact, priority, category, source, groups, condition, message, trigger, resolution } =
    alert;
  const text = `${id}:
  description: ${description}
${impact ? `  impact: '${impact}'\n` : ''}  priority: ${priority}
  category: ${category}
  source:
${source.map((line) => `    ${line}\n`).join('')}${groups ? `  groups: ${groups}\n` : ''}  condition: ${condition}
  message: '${message}'
  runbook:
    trigger: ${trigger}
    resolution:
${resolution.map((step) => `      - ${quoted(step)}\n`).join('')}    expectedTime: 30m
`;
  return text.replace(/^/gm, '  ').trimEnd() + '\n';
}

function main([count, folder, ...rest]) {
  if (!/^[1-9]\d*$/.test(count ?? '') || folder === undefined)
    throw new Error('Use: node bench/generate-tree.mjs N DIR [--environments 2]');
  const environments = Number(rest[rest.indexOf('--environments') + 1] ?? 1) || 1;
  const files = generateTree(Number(count), folder, environments);
  process.stdout.write(`${count} alerts in ${files.length} application files below ${folder}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
