import { defineRule } from '../../rule.ts';
import { watchedBroker } from '../../support/examples.ts';
import { watchedConnections } from '../../support/look-interval.ts';
import { connectionsOf } from '../../support/written-data.ts';

export default defineRule({
  id: 'rabbit/watch-credentials',
  summary: 'A broker that `alerts watch` looks at has a user and a password, and the on-call backend a key for it.',
  why: '`alerts watch` refuses to start without them. Until somebody looks at the machine where it should run, nothing is evaluated.',
  presets: { recommended: 'warning', strict: 'error', import: 'info' },
  messages: {
    broker: '"alerts watch" cannot log in to the broker "{connection}": add "{field}: { env: NAME }".',
    backend:
      '"alerts watch" has no key to open alerts with: add "watchKey: { env: NAME }" to a connection with "vendor: opsgenie", and give the variable the key of the integration "OWNER.alerts-watch".',
  },
  examples: {
    bad: [
      { project: watchedBroker('every: 1m').replace('password: { env: RABBIT_PASSWORD }, ', '') },
      { because: 'The standard account has no `watchKey`.', project: watchedBroker('every: 1m', 'vendor: opsgenie') },
    ],
    good: [
      { project: watchedBroker('every: 1m') },
      {
        because: 'Datadog evaluates the broker of the standard project.',
        project: 'connections: { broker: { via: datadog } }',
      },
    ],
  },
  visit: {
    project(project, context) {
      const watched = watchedConnections(project);
      for (const [connection, fields] of watched)
        for (const field of ['user', 'password'].filter((one) => fields[one] === undefined))
          context.report({
            message: 'broker',
            at: ['connections', connection],
            key: true,
            data: { connection, field },
          });
      const hasKey = connectionsOf(project).some(
        ([, { vendor, watchKey }]) => vendor === 'opsgenie' && watchKey !== undefined,
      );
      const [first] = watched;
      if (first && !hasKey) context.report({ message: 'backend', at: ['connections', first[0]], key: true });
    },
  },
});
