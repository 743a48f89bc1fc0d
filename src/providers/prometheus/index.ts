import { notYet, notYetConstraint } from '../not-yet.ts';
import type { Provider, SourceType } from '../provider.ts';
import { connection, expression } from './schema.ts';

const source: SourceType = {
  summary: 'A PromQL expression.',
  schema: expression,
  condition: 'measurement',
  required: ['expr'],
};

/** Prometheus: the definitions are complete, compiling arrives later. Its fields stand directly below `source.prometheus`: the type `''`. */
export const prometheus: Provider = {
  name: 'prometheus',
  title: 'Prometheus',
  compiles: false,
  sources: { '': source },
  connection,
  resourceTypes: {},
  constraints: [notYetConstraint('prometheus', 'Prometheus')],
  compile: () => notYet('prometheus', 'Prometheus'),
};
