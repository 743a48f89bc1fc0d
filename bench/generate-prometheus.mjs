import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { alertOf } from './alert-kinds.mjs';
import { padded } from './vocabulary.mjs';

const rulesPerFile = 50;

/**
 * Writes `count` Prometheus alert rules below `folder`, fifty per file. They carry the texts of the alerts that
 * `generate-tree.mjs` writes, word for word, and a ratio query each.
 * @returns the paths of the files
 */
export function generatePrometheus(count, folder) {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: Math.ceil(count / rulesPerFile) }, (_, index) => {
    const file = path.join(folder, `rules-${padded(index)}.yaml`);
    writeFileSync(file, rulesFile(index, count));
    return file;
  });
}

function rulesFile(index, count) {
  const first = index * rulesPerFile;
  const numbers = Array.from({ length: Math.min(rulesPerFile, count - first) }, (_, offset) => first + offset);
  return `groups:
  - name: rules-${padded(index)}
    rules:
${numbers.map((number) => rule(alertOf(number))).join('')}`;
}

function rule(alert) {
  const { application, number, id, description, impact, priority, category, message, trigger, resolution } = alert;
  const name = `${application.id}-${id}`.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const metric = `${application.metric}.${id}`.replaceAll(/[.-]/g, '_');
  return `      - alert: ${name}
        expr: >-
          rate(${metric}_failed_total{service="${application.id}"}[10m])
          / rate(${metric}_requests_total{service="${application.id}"}[10m]) > 0.0${4 + (Number(number) % 5)}
        for: 10m
        labels:
          severity: ${priority}
          category: ${category}
          team: ${application.squad}
        annotations:
          summary: ${description}
${impact ? `          impact: '${impact}'\n` : ''}          message: '${message.replaceAll('{{value}}', '{{ $value | humanize }}').replaceAll(/\{\{(threshold|group\.\w+)\}\}/g, '{{ $labels.job }}')}'
          trigger: ${trigger}
          resolution: '${resolution.join(' ').replaceAll("'", "''")}'
`;
}

function main([count, folder]) {
  if (!/^[1-9]\d*$/.test(count ?? '') || folder === undefined)
    throw new Error('Use: node bench/generate-prometheus.mjs N DIR');
  const files = generatePrometheus(Number(count), folder);
  process.stdout.write(`${count} rules in ${files.length} files below ${folder}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));
