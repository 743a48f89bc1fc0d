import type { Finding } from '../../findings/finding.ts';
import { interpolateNode } from '../../definitions/resolve/interpolate-node.ts';
import { validate } from '../../definitions/schema/validate.ts';
import { toData } from '../../definitions/source/node.ts';
import type { Document, ResolvedAlert } from '../../definitions/types.ts';
import { aboutOf } from './concerns.ts';
import { readAlertTest, type AlertTest } from './test-case.ts';

/**
 * The test of a template's alert as a test of one alert that the template brings: `${name}` is filled with what the application gives the
 * template. What then is no test any more has a `problem`.
 */
export function templateTest(document: Document, alert: ResolvedAlert): AlertTest {
  const { alert: id, template = '' } = aboutOf(document.data);
  const parameters = alert.templates.find((one) => one.id === template)?.parameters ?? new Map<string, string>();
  const findings: Finding[] = [];
  const root = interpolateNode(document.root, parameters, findings);
  const data = toData(root) as Document['data'];
  if (root !== document.root)
    findings.push(
      ...validate('AlertTest', root, data, { lenient: false, subject: document.id }).map((one) => one.finding),
    );
  const [wrong] = findings;
  const test = readAlertTest(wrong ? document : { ...document, root, data });
  return {
    ...test,
    application: alert.application,
    alert: alert.id,
    environment: alert.environment,
    template: { id: template, alert: id },
    ...(wrong ? { problem: `for ${alert.application} it reads otherwise: ${wrong.message.replace(/\.$/, '')}` } : {}),
  };
}
