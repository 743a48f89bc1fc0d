import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planReport, renderPlanJson } from '../../../src/plan/json.ts';
import { hostilePlan, samplePlan } from './sample-plan.ts';

test('the report is what its schema says', () => {
  const schema = JSON.parse(readFileSync('schemas/reports/plan.schema.json', 'utf8')) as object;
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
  for (const plan of [samplePlan(), hostilePlan('__proto__')])
    expect(validate(JSON.parse(renderPlanJson(plan))) || validate.errors).toBe(true);
});

test('a field that did not exist is null', () => {
  const operations = planReport(samplePlan()).units.flatMap((unit) => unit.operations);
  const update = operations.find((operation) => operation.op === 'update');
  expect(update?.changes).toContainEqual({
    path: 'monitorThresholds.warning',
    old: null,
    new: '0.3',
    because: ['template http-service'],
  });
});

test('every operation and count is there', () => {
  const { units, summary } = planReport(samplePlan());
  expect(summary).toEqual({ create: 1, update: 1, replace: 1, delete: 1, adopt: 0, rename: 1, transfer: 1, same: 1 });
  expect(units.map(({ unit, operations }) => [unit, operations.length])).toEqual([
    ['production.payments', 7],
    ['production.search', 0],
  ]);
});
