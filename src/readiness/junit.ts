import { xmlDocument, type XmlElement } from '../findings/formats/xml.ts';
import { printableLine } from '../findings/printable.ts';
import type { CheckResult } from './evaluate.ts';
import type { ReadinessReport } from './report.ts';
import type { Scorecard } from './scorecard.ts';

/** JUnit XML: a suite per application, a case per check; exempt and not applicable checks are skipped, what only warns is output of a passed case. */
export function readinessJunit({ scorecards, ratchet }: ReadinessReport): string {
  const known = new Set(ratchet.known);
  const suites = scorecards.map((card) => suite(card, known));
  return xmlDocument({
    name: 'testsuites',
    attributes: {
      name: 'alerts readiness',
      tests: scorecards.reduce((sum, { results }) => sum + results.length, 0),
      failures: scorecards.reduce((sum, { results }) => sum + results.filter((one) => fails(one, known)).length, 0),
      errors: 0,
      time: 0,
    },
    children: suites,
  });
}

function fails(result: CheckResult, known: ReadonlySet<CheckResult>): boolean {
  return result.verdict === 'fail' && result.stage === 'enforce' && !known.has(result);
}

function suite({ application, results, counts }: Scorecard, known: ReadonlySet<CheckResult>): XmlElement {
  return {
    name: 'testsuite',
    attributes: {
      name: printableLine(application),
      tests: results.length,
      failures: results.filter((one) => fails(one, known)).length,
      errors: 0,
      skipped: counts.exempt + counts['not-applicable'],
      time: 0,
    },
    children: results.map((result) => testCase(result, known)),
  };
}

function testCase(result: CheckResult, known: ReadonlySet<CheckResult>): XmlElement {
  const { check, application, verdict, reason, exemption, gaps } = result;
  const attributes = { name: check.id, classname: printableLine(application), time: 0 };
  const skipped = verdict === 'exempt' ? `exempt until ${exemption?.until}: ${exemption?.reason}` : reason;
  if (verdict === 'exempt' || verdict === 'not-applicable')
    return {
      name: 'testcase',
      attributes,
      children: [{ name: 'skipped', attributes: { message: printableLine(skipped ?? '') } }],
    };
  if (verdict === 'pass') return { name: 'testcase', attributes };
  const text = verdict === 'unknown' ? `unknown: ${reason ?? ''}` : gaps.map(gapText).join('\n');
  const child: XmlElement = fails(result, known)
    ? { name: 'failure', attributes: { message: check.summary, type: 'error' }, children: text }
    : { name: 'system-out', children: text };
  return { name: 'testcase', attributes, children: [child] };
}

function gapText({ message, at, help, command }: CheckResult['gaps'][number]): string {
  const { file, line, column } = at.file.locate(at);
  return [`${file}:${line}:${column} ${message}`, help, command]
    .filter((one) => one !== undefined)
    .map(printableLine)
    .join(' ');
}
