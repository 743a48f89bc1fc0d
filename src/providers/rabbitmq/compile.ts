import type { ResolvedAlert } from '../../definitions/types.ts';
import type { CompileContext, Compiled, CompileProblem } from '../provider.ts';
import type { ConstraintId } from './constraints.ts';
import { datadogQueries, worstOf } from './datadog-queries.ts';
import { watchedProblems } from './watched.ts';

/** An alert on queues or nodes: in Datadog's words when Datadog evaluates the broker, nothing when `alerts watch` does. */
export function compile(alert: ResolvedAlert, context: CompileContext): Compiled {
  const name = String(alert.source.fields['connection']);
  const connection = context.connections[name];
  if (connection?.['vendor'] !== 'rabbitmq')
    return refused('rabbitmq/connection', 'connection', alert, `There is no RabbitMQ connection "${name}".`);
  // The watch reads the definition itself, so there is nothing to create anywhere.
  if (connection['via'] === 'watch') return { resources: [], problems: watchedProblems(alert, name, context) };
  if (connection['via'] !== 'datadog')
    return refused(
      'rabbitmq/connection',
      'connection',
      alert,
      `The connection "${name}" does not say "via: datadog" or "via: watch".`,
    );
  return translated(alert, connection);
}

function translated(alert: ResolvedAlert, connection: Readonly<Record<string, unknown>>): Compiled {
  const { type, fields } = alert.source;
  const pattern = String(fields['name'] ?? '');
  if (type === 'queue' && /[?[\]{}]/.test(pattern))
    return refused('rabbitmq/pattern', 'name', alert, `Datadog matches names by "*" only, not "${pattern}".`);
  const is = 'is' in alert.condition ? alert.condition.is : 'above';
  const found = datadogQueries(type, fields, connection, worstOf(is));
  if (!found) {
    const measure = String(fields['measure']);
    const message = `Datadog's RabbitMQ integration has no metric for "${measure}".`;
    const help =
      measure === 'oldest-age'
        ? 'Let the consumer report the age as a metric of its own (datadog.metric), or evaluate the broker via: watch.'
        : undefined;
    return refused('rabbitmq/measure', 'measure', alert, message, help);
  }
  if (fields['measure'] === 'memory-ratio' && !alert.groups)
    return refused(
      'rabbitmq/measure',
      'measure',
      alert,
      'The share of used memory is one of each node: without groups, one node would be divided by another.',
      'Add groups: { by: [rabbitmq_node] }.',
    );
  const unit = alert.source.unit;
  const source = { vendor: 'datadog', type: 'metric', fields: found, ...(unit === undefined ? {} : { unit }) };
  return { resources: [], translated: { source }, problems: [] };
}

function refused(id: ConstraintId, field: string, alert: ResolvedAlert, message: string, help?: string): Compiled {
  const problem: CompileProblem = {
    constraint: id,
    severity: 'error',
    message,
    path: ['source', 'rabbitmq', alert.source.type, field],
    ...(help === undefined ? {} : { help }),
  };
  return { resources: [], problems: [problem] };
}
