import { notYet } from '../not-yet.ts';
import type { Provider } from '../provider.ts';
import { compilePerson, compileSquad } from './compile.ts';
import { constraints } from './losses.ts';
import { resourceTypes } from './resource-types.ts';
import { connection } from './schema.ts';

/** PagerDuty: who is called. It measures nothing. */
export const pagerduty: Provider = {
  name: 'pagerduty',
  title: 'PagerDuty',
  compiles: false,
  sources: {},
  connection,
  resourceTypes,
  constraints,
  compile: () => notYet('pagerduty', 'PagerDuty'),
  compileSquad,
  compilePerson,
};
