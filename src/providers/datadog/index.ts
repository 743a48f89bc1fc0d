import type { Provider } from '../provider.ts';
import { compile } from './compile.ts';
import { connection } from './connection.ts';
import { constraints } from './constraints.ts';
import { compileDowntime, downtimeType } from './downtime.ts';
import { raw } from './raw-schema.ts';
import { apm, check, composite, event, logs, metric } from './schema.ts';
import { compileSlo } from './slo.ts';

const apmUnits: Readonly<Record<string, string>> = { 'error-rate': 'ratio', hits: 'count', errors: 'count' };

/** Datadog: monitors, service level objectives and downtimes. */
export const datadog: Provider = {
  name: 'datadog',
  title: 'Datadog',
  compiles: true,
  sources: {
    metric: {
      summary: 'Metric queries and a formula over them.',
      schema: metric,
      condition: 'measurement',
      required: ['queries'],
      unit: (fields) => (typeof fields['unit'] === 'string' ? fields['unit'] : undefined),
    },
    logs: {
      summary: 'The number of logs that a search finds, or an aggregate over them.',
      schema: logs,
      condition: 'measurement',
      required: ['query'],
      unit: (fields) => {
        if (typeof fields['unit'] === 'string') return fields['unit'];
        return /^(count|unique)/.test(String(fields['compute'] ?? 'count')) ? 'count' : undefined;
      },
    },
    apm: {
      summary: 'Requests, errors and latency of an APM service.',
      schema: apm,
      condition: 'measurement',
      required: ['service', 'operation', 'measure'],
      unit: (fields) => apmUnits[String(fields['measure'])] ?? 's',
    },
    check: { summary: 'Statuses of a service check.', schema: check, condition: 'check', required: ['name', 'over'] },
    event: {
      summary: 'The number of events that a search finds.',
      schema: event,
      condition: 'measurement',
      required: ['query'],
      unit: () => 'count',
    },
    composite: {
      summary: 'Other alerts, combined.',
      schema: composite,
      condition: 'composite',
      required: ['members', 'formula'],
    },
    raw: {
      summary: "A monitor in Datadog's own words.",
      schema: raw,
      condition: 'none',
      required: ['type', 'query'],
    },
  },
  connection,
  resourceTypes: {
    'datadog:index/monitor:Monitor': {
      noun: 'monitor',
      adoption: 'marker',
      replacesOn: ['type'],
      sdk: { package: '@pulumi/datadog', class: 'Monitor' },
    },
    'datadog:index/serviceLevelObjective:ServiceLevelObjective': {
      noun: 'SLO',
      adoption: 'marker',
      replacesOn: ['type'],
      sdk: { package: '@pulumi/datadog', class: 'ServiceLevelObjective' },
    },
    [downtimeType]: {
      noun: 'downtime',
      adoption: 'marker',
      silences: true,
      sdk: { package: '@pulumi/datadog', class: 'DowntimeSchedule' },
    },
  },
  constraints,
  compile,
  compileSlo,
  compileDowntime,
};
