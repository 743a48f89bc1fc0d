import * as s from './parts.ts';
import type { Schema } from './parts.ts';

/** An OpenSLO v1 document; only what we read of an SLO is described further (github.com/OpenSLO/OpenSLO). */
export const openSlo: Schema = {
  type: 'object',
  description: 'An OpenSLO v1 document (github.com/OpenSLO/OpenSLO).',
  expected: 'a mapping',
  properties: {
    apiVersion: { const: 'openslo/v1', description: 'Version of OpenSLO.', expected: 'openslo/v1' },
    kind: s.oneOf(
      ['Service', 'SLO', 'SLI', 'DataSource', 'AlertPolicy', 'AlertCondition', 'AlertNotificationTarget'],
      'Kind of the OpenSLO document.',
    ),
    metadata: {
      type: 'object',
      description: 'Name and labels.',
      expected: 'a mapping',
      properties: {
        name: { ...s.id('The id.') },
        displayName: s.text('Display name.'),
        labels: { type: 'object', description: 'Labels.' },
        annotations: { type: 'object', description: 'Annotations.' },
      },
      required: ['name'],
      additionalProperties: false,
    },
    spec: { type: 'object', description: 'Content.', expected: 'a mapping' },
  },
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  additionalProperties: false,
  if: { properties: { kind: { const: 'SLO' } } },
  then: {
    properties: {
      spec: {
        properties: {
          description: s.text('What is promised.', { maxLength: 1050 }),
          service: s.id('The application.'),
          indicator: { type: 'object', description: 'Indicator in place.' },
          indicatorRef: s.text('Name of an SLI.'),
          timeWindow: s.list(
            s.object(
              {
                duration: s.text('`30d`.', { pattern: '^[0-9]+[mhdwMQY]$', expected: 'a duration such as 30d' }),
                isRolling: s.flag('Rolling.'),
                calendar: { type: 'object', description: 'Calendar window.' },
              },
              'A window.',
              ['duration'],
            ),
            'Exactly one window.',
            { minItems: 1, maxItems: 1 },
          ),
          budgetingMethod: s.oneOf(['Occurrences', 'Timeslices', 'RatioTimeslices'], 'Budgeting method.'),
          objectives: s.list(
            s.object(
              {
                displayName: s.text('Name.'),
                op: s.oneOf(['lte', 'gte', 'lt', 'gt'], 'Operator.'),
                value: { type: 'number', description: 'Threshold.' },
                target: {
                  type: 'number',
                  minimum: 0,
                  maximum: 1,
                  description: 'Share of good events, 0 to 1.',
                  expected: 'a number from 0 to 1',
                },
                targetPercent: {
                  type: 'number',
                  minimum: 0,
                  maximum: 100,
                  description: 'Target in percent.',
                  expected: 'a number from 0 to 100',
                },
                timeSliceTarget: { type: 'number', description: 'Share of good slices.' },
                timeSliceWindow: s.text('Slice.'),
                indicator: { type: 'object', description: 'Indicator.' },
                indicatorRef: s.text('SLI.'),
                compositeWeight: { type: 'number', description: 'Weight.' },
              },
              'An objective.',
            ),
            'Objectives.',
            { minItems: 1 },
          ),
          alertPolicies: { type: 'array', description: "OpenSLO's own policies; ours are alerts." },
        },
        required: ['service', 'timeWindow', 'budgetingMethod', 'objectives'],
        additionalProperties: false,
      },
    },
  },
};
