import type { Provider, SourceType } from '../provider.ts';
import { compile } from './compile.ts';
import { constraints } from './constraints.ts';
import { resourceTypes } from './resource-types.ts';
import { ruleFiles } from './rule-file.ts';
import { connection, expression } from './schema.ts';

const source: SourceType = {
  summary: 'A PromQL expression.',
  schema: expression,
  condition: 'measurement',
  required: ['expr'],
  unit: (fields) => (typeof fields['unit'] === 'string' ? fields['unit'] : undefined),
};

/** Prometheus: alerting rules, delivered as files. Its fields stand directly below `source.prometheus`: the type `''`. */
export const prometheus: Provider = {
  name: 'prometheus',
  title: 'Prometheus',
  compiles: true,
  sources: { '': source },
  connection,
  resourceTypes,
  constraints,
  compile,
  files: ruleFiles,
};
