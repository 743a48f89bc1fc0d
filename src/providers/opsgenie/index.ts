import { notYet } from '../not-yet.ts';
import type { Provider } from '../provider.ts';
import { compileSquad } from './compile.ts';
import { constraints } from './constraints.ts';
import { foretell } from './foretell.ts';
import { compilePerson } from './people.ts';
import { resourceTypes } from './resource-types.ts';
import { connection } from './schema.ts';

/** Opsgenie: who is called. It measures nothing. */
export const opsgenie: Provider = {
  name: 'opsgenie',
  title: 'Opsgenie',
  compiles: false,
  sources: {},
  connection,
  resourceTypes,
  constraints,
  compile: () => notYet('opsgenie', 'Opsgenie'),
  compileSquad,
  compilePerson,
  foretell,
};
