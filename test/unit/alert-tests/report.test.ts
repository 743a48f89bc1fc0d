import { Chalk } from 'chalk';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { drawCase } from '../../../src/alert-tests/drawing/draw-case.ts';
import { fidelityOf, semantics } from '../../../src/alert-tests/fidelity.ts';
import { resultOf, type CaseResult } from '../../../src/alert-tests/report/case-result.ts';
import { jsonReport } from '../../../src/alert-tests/report/json.ts';
import { junitReport } from '../../../src/alert-tests/report/junit.ts';
import { textReport } from '../../../src/alert-tests/report/text.ts';
import { verdictsOf } from './tree-support.ts';

const alert = `
source: { datadog: { metric: { queries: { a: 'avg:a{*}' }, unit: messages } } }
condition: { is: above, critical: 10, warning: 5, over: 4m, noData: notify }
message: '{{value}} wait'`;
const failing = async (values: string, more = ''): Promise<CaseResult> => {
  const cases = `- { name: a, input: { metrics: { a: '${values}' } }, expect: [{ from: 0m, state: ok${more} }] }`;
  const [verdict] = await verdictsOf({ alert, cases });
  if (!verdict) throw new Error('no verdict');
  return resultOf(verdict);
};
const plain = new Chalk({ level: 0 });

describe('the drawing of a case', () => {
  it('shows value, thresholds, states, the window and where it broke, in ASCII without colours', async () => {
    const text = drawCase(await failing('0 x10, 7 x10, 20 x10, _ x10'), { chalk: plain, columns: 70 });
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).toMatch(/critical 10 \|-+#+/);
    expect(text).toMatch(/state \|\.+w+A+\?+\n/);
    expect(text).toMatch(/broke \| +\[=*\]? ?\^?/);
    expect(text.split('\n').at(-2)?.trim()).toMatch(/^0m .*40m$/);
  });

  it('fits the terminal, whatever its width, with colours and without', async () => {
    const result = await failing('0 x10, 7 x100, 20 x1000, _ x10');
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 200 }), fc.boolean(), (columns, coloured) => {
        const chalk = new Chalk({ level: coloured ? 1 : 0 });
        for (const line of drawCase(result, { chalk, columns }).split('\n'))
          expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 40 },
    );
  });

  it('loses no short alert, however long the case', async () => {
    const result = await failing('0 x3000, 99 x4, 0 x3000');
    expect(drawCase(result, { chalk: plain, columns: 60 })).toMatch(/state \|\.+A\.+/);
  });

  it('is empty for what could not be evaluated', async () => {
    const [verdict] = await verdictsOf({
      alert,
      cases: '- { name: a, input: { heartbeats: ping x3 }, never: [alert] }',
    });
    expect(verdict && drawCase(resultOf(verdict), { chalk: plain, columns: 80 })).toBe('');
  });
});

describe('reports', () => {
  it('keep hostile names apart from their own syntax', async () => {
    const cases = `- { name: "<b>&\\u001b[31m ]]>\\n::error::", input: { metrics: { a: 20 x9 } }, never: [alert] }`;
    const results = (await verdictsOf({ alert, cases: cases.replace('\\u001b', '') })).map(resultOf);
    const parsed: string[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => void parsed.push(name));
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(junitReport(results)).close();
    expect(parsed).toEqual(['testsuites', 'testsuite', 'testcase', 'failure']);
    expect(JSON.parse(jsonReport(results))).toMatchObject({
      version: 1,
      summary: { cases: 1, failed: 1, undecided: 0 },
    });
    expect(textReport(results, { chalk: plain, draw: () => '' })).not.toMatch(/^::/m);
  });

  it('count what was not decided apart', async () => {
    const cases = '- { name: a, input: { heartbeats: ping x3 }, never: [alert] }';
    const report = jsonReport((await verdictsOf({ alert, cases })).map(resultOf));
    expect(JSON.parse(report)).toMatchObject({
      summary: { failed: 1, undecided: 1 },
      cases: [{ passed: false, failures: [{ kind: 'refused' }] }],
    });
  });
});

describe('fidelity', () => {
  it('is the weakest of what decided', () => {
    expect(fidelityOf([])).toEqual({ fidelity: 'exact', reasons: [] });
    expect(fidelityOf(['datadog/metric']).fidelity).toBe('exact');
    expect(fidelityOf(['datadog/metric', 'datadog/composite']).fidelity).toBe('given');
    expect(fidelityOf(['datadog/composite', 'datadog/rollup', 'datadog/metric'])).toMatchObject({
      fidelity: 'approximate',
      reasons: [expect.stringContaining('datadog/rollup')],
    });
  });

  it('has a reason and a source for each piece of semantics, once', () => {
    expect(new Set(semantics.map(({ id }) => id)).size).toBe(semantics.length);
    for (const { id, reason, source } of semantics) {
      expect(reason.endsWith('.'), id).toBe(true);
      expect(source, id).toMatch(/^https:\/\/|\.py|^src\/.*\.ts$/);
    }
  });
});
