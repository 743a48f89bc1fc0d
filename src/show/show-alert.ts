import type { ChalkInstance } from 'chalk';
import { jsonText, printable, printableLine } from '../findings/printable.ts';
import { toData, type Path, type YamlNode } from '../definitions/source/node.ts';
import type { ResolvedAlert } from '../definitions/types.ts';
import type { ResourceNode } from '../graph/types.ts';

/** One value of a resolved definition, with where it was written. */
export interface OriginLine {
  /** Dotted path: `condition.critical`. */
  readonly path: string;
  readonly value: unknown;
  /** `file:line`. */
  readonly origin: string;
  readonly layer: string;
}

/** Every value of a resolved alert with its origin, in the order of the definition; lists are one value. */
export function originLines(alert: ResolvedAlert): OriginLine[] {
  const lines: OriginLine[] = [];
  const visit = (node: YamlNode, path: Path): void => {
    if (node.kind === 'map' && node.entries.size > 0) {
      for (const [key, entry] of node.entries) visit(entry.value, [...path, key]);
      return;
    }
    const { layer } = alert.origin(path);
    lines.push({
      path: path.join('.'),
      value: toData(node),
      origin: `${node.file.path}:${node.file.position(node.start).line}`,
      layer,
    });
  };
  visit(alert.root, []);
  return lines.filter((line) => !line.path.startsWith('overrides'));
}

/** What `alerts show` prints for people: facts, values with origins, the message, and what the vendor gets. */
export function showAlertText(
  alert: ResolvedAlert,
  resources: readonly ResourceNode[],
  notes: readonly string[],
  chalk: ChalkInstance,
): string {
  const lines = originLines(alert);
  const width = Math.min(34, Math.max(...lines.map((line) => line.path.length)));
  const values = lines.map(
    (line) => `  ${line.path.padEnd(width)}  ${oneLine(line.value)}  ${chalk.dim(`${line.origin} (${line.layer})`)}`,
  );
  const payloads = resources.map(
    (resource) =>
      `${chalk.bold(resource.identity)} ${chalk.dim(resource.type)}\n${indent(jsonText(resource.inputs).trimEnd())}`,
  );
  const message = resources.map((resource) => resource.inputs['message']).find((text) => typeof text === 'string');
  return [
    chalk.bold(printableLine(alert.identity)),
    `  title     ${printableLine(alert.title)}`,
    `  owner     ${alert.squad}   priority  ${alert.priority}${alert.template ? `   template  ${alert.template.id}` : ''}`,
    ...notes.map((note) => `  ${chalk.yellow('note')}      ${note}`),
    '',
    chalk.bold('Definition'),
    ...values,
    ...(typeof message === 'string' ? ['', chalk.bold('Message'), indent(printable(message))] : []),
    '',
    chalk.bold('Vendor payload'),
    ...(payloads.length > 0 ? payloads.map(indent) : [`  none: ${whyNone(alert)}`]),
    '',
  ].join('\n');
}

/** What a source of RabbitMQ that Datadog evaluates becomes is a payload. */
function whyNone({ source }: ResolvedAlert): string {
  return source.vendor === 'rabbitmq'
    ? '"alerts watch" evaluates it, and opens it at the on-call backend; if its connection does not say so, see "alerts lint"'
    : 'see "alerts lint" for why it does not compile';
}

function oneLine(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const flat = printableLine(text.replace(/\s+/g, ' '));
  return flat.length > 100 ? `${flat.slice(0, 99)}…` : flat;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
