import { applicationTypes } from '../types.ts';
import { alertFields, condition, defaultsList, groups, notify, overridesList, runbook, suppress } from './alert.ts';
import { contacts, hours, onCallFields, onCallSemantics } from './on-call.ts';
import { testCase } from './alert-test.ts';
import { openSlo } from './openslo.ts';
import { accounts, readiness } from './readiness.ts';
import * as s from './parts.ts';
import { inboundSelector, selector } from './selector.ts';
import type { Schema } from './parts.ts';

/** What the vendors bring to the schemas. */
export interface VendorSchemas {
  /** Vendor to source type to its fields; the type `''` stands for a vendor whose fields are directly below it. */
  readonly sources: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  /** Vendor to the fields of its connection. */
  readonly connections: Readonly<Record<string, Schema>>;
}

const head = (kind: string): Record<string, Schema> => ({
  apiVersion: { const: 'alerts/v1', description: 'Version of the format.', expected: 'alerts/v1' },
  kind: { const: kind, description: `Kind of the document: ${kind}.`, expected: kind },
});

function document(
  kind: string,
  description: string,
  properties: Record<string, Schema>,
  required: readonly string[] = [],
  more: Schema = {},
): Schema {
  const all = { ...head(kind), id: s.id('Unique within its kind.'), ...properties };
  return s.object(all, description, ['apiVersion', 'kind', 'id', ...required], more);
}

/** `source`: exactly one vendor, with exactly one of its kinds; or the id of an SLO. */
export function sourceSchema(vendors: VendorSchemas): Schema {
  const properties: Record<string, Schema> = { slo: s.text('The id of an OpenSLO document: alert on its burn rate.') };
  for (const [vendor, types] of Object.entries(vendors.sources)) {
    properties[vendor] =
      '' in types
        ? (types[''] as Schema)
        : s.object({ ...types }, `Measured by ${vendor}.`, [], { minProperties: 1, maxProperties: 1 });
  }
  return s.object(properties, 'What is measured: exactly one source.', [], { minProperties: 1, maxProperties: 1 });
}

function connectionSchema(vendors: VendorSchemas): Schema {
  const branches = Object.entries(vendors.connections).map(([vendor, fields]) => ({
    if: { properties: { vendor: { const: vendor } }, required: ['vendor'] },
    then: { ...fields, properties: { vendor: {}, ...(fields['properties'] as Record<string, Schema>) } },
  }));
  return {
    type: 'object',
    description: 'A connection to a vendor.',
    expected: 'a mapping with vendor',
    properties: { vendor: s.oneOf(Object.keys(vendors.connections), 'The vendor.') },
    required: ['vendor'],
    allOf: branches,
  };
}

/** The shared parts by name, for `definitions.schema.json`. */
export function sharedParts(vendors: VendorSchemas): Record<s.SharedPart, Schema> {
  return {
    source: sourceSchema(vendors),
    condition,
    groups,
    notify,
    runbook,
    suppress,
    selector: selector(false),
    timedSelector: selector(true),
    inboundSelector,
    overrides: overridesList(),
    defaults: defaultsList(),
    alert: s.object({ ...alertFields(), overrides: s.shared('overrides') }, 'One alert.', [], {
      type: ['object', 'null'],
    }),
    hours,
    connection: connectionSchema(vendors),
    links: s.list(
      s.object({ title: s.text('What it is.'), url: s.url('Where.') }, 'A link.', ['title', 'url']),
      'Links.',
    ),
    tags: alertFields()['tags'] as Schema,
  };
}

/** The schema of each kind (draft-07); parts used in many places are references to {@link sharedParts}. */
export function kindSchemas(): Record<string, Schema> {
  const alerts = (keys: string): Schema =>
    s.mapOf(s.shared('alert'), 'Alerts by id.', keys, 'an id of lower-case letters, digits and hyphens');
  const defaults = s.shared('defaults');
  const use = s.list(
    s.object(
      {
        template: s.id('The template.'),
        as: s.id('Prefix for the ids of its alerts.'),
        with: { type: 'object', description: 'Values of its parameters.', expected: 'a mapping of parameters' },
      },
      'One use of a template.',
      ['template'],
    ),
    'Templates whose alerts this brings.',
  );
  const links = s.shared('links');
  const tags = s.shared('tags');
  const suppressed = s.shared('suppress');
  const dottedIds = '^[a-z0-9][a-z0-9-]{0,62}(\\.[a-z0-9][a-z0-9-]{0,62})*$';
  return {
    Project: document(
      'Project',
      'The one project of a tree.',
      {
        name: s.text('Name of the organisation.'),
        uid: s.text('Random, written once by `alerts init`; part of every marker.', {
          pattern: '^[a-z0-9]{6,32}$',
          expected: '6 to 32 lower-case letters and digits',
        }),
        timezone: s.zone('Default zone.'),
        title: s.text('How titles are built: `${application} | ${squad} | ${description}`.'),
        onCall: s.text('The connection of the on-call backend.'),
        environments: s.mapOf(
          {
            ...s.object(
              {
                vars: s.mapOf(
                  { type: ['string', 'number', 'boolean'], expected: 'a text or a number' },
                  'Values for `${name}`.',
                  '^[A-Za-z][A-Za-z0-9_]*$',
                ),
                paging: s.oneOf(['never'], '`never`: nobody is called from here.'),
              },
              'One environment.',
            ),
            type: ['object', 'null'],
          },
          'Environments.',
        ),
        connections: s.mapOf(s.shared('connection'), 'Connections to vendors.'),
        hours: s.mapOf(s.shared('hours'), 'Hours by name.'),
        defaults,
        lint: s.object(
          {
            preset: s.oneOf(['recommended', 'strict', 'import'], 'Which rules apply.'),
            rules: s.mapOf(
              s.oneOf(['error', 'warning', 'info', 'off'], 'Severity.'),
              'Severity per rule.',
              '^[a-z-]+/[a-z0-9-]+$',
            ),
            paths: s.list(
              s.object(
                {
                  files: s.list(s.text('A glob.'), 'Globs of files.', { minItems: 1 }),
                  rules: s.mapOf(
                    s.oneOf(['error', 'warning', 'info', 'off'], 'Severity.'),
                    'Severity per rule.',
                    '^[a-z-]+/[a-z0-9-]+$',
                  ),
                },
                'Rules for some files.',
                ['files', 'rules'],
              ),
              'Rules per path.',
            ),
          },
          'Configuration of the linter.',
        ),
        readiness,
        onCallSemantics,
        state: { type: ['object', 'string'], description: 'Where state is kept.' },
        ignore: s.list(s.text('A glob.'), 'Files under the directory that are not definitions.'),
        suppress: suppressed,
      },
      ['uid', 'timezone', 'environments'],
    ),
    Person: document(
      'Person',
      'Somebody who can be reached.',
      {
        name: s.text('Full name.'),
        email: s.text('Work address.', { pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$', expected: 'an e-mail address' }),
        timezone: s.zone('Where they live.'),
        groups: s.list(s.id('A group.'), 'Groups such as `sre`.'),
        licence: s.object(
          { run: s.date('Since when they may take run duty.'), onCall: s.date('Since when they may be on call.') },
          'Proof of training.',
        ),
        accounts,
        contacts,
        suppress: suppressed,
      },
      ['name', 'email'],
    ),
    Squad: document(
      'Squad',
      'A team that owns applications.',
      {
        name: s.text('Display name.'),
        members: s.list(s.id('A person.'), 'Who belongs to it.', { minItems: 1 }),
        lead: s.id('Who leads it.'),
        timezone: s.zone('Zone of its routing.'),
        channels: s.mapOf(s.channel('A channel.'), 'Channels by name; `default` hears what nobody else does.'),
        ...onCallFields,
        defaults,
        links,
        suppress: suppressed,
      },
      ['members'],
    ),
    Application: document('Application', 'Something that is deployed and has alerts.', {
      name: s.text('Display name.'),
      description: s.text('What it does.'),
      squad: s.id('Owner; else the nearest squad.yaml above.'),
      tier: s.oneOf([1, 2, 3, 4], 'How much depends on it: 1 most.'),
      types: s.list(s.oneOf([...applicationTypes], 'A type.'), 'What it is made of.', { minItems: 1 }),
      features: s.list(s.text('A feature.'), 'What it offers.'),
      endpoints: s.list(s.text('An endpoint.'), 'Endpoints that alerts can cover.'),
      queues: s.list(s.text('A queue.'), 'Queues that alerts can cover.'),
      jobs: s.list(s.text('A job.'), 'Jobs that alerts can cover.'),
      dependencies: s.list(s.text('An application, or the name of a third party.'), 'What it needs.'),
      links,
      tags,
      use,
      defaults,
      alerts: alerts(dottedIds),
      renamedFrom: s.list(s.id('An earlier id.'), 'Earlier ids.'),
      transferredFrom: s.id('The squad that owned it before.'),
      suppress: suppressed,
    }),
    Template: document('Template', 'Alerts that several applications share.', {
      description: s.text('What it is for.'),
      parameters: s.mapOf(
        s.object(
          {
            type: s.oneOf(['string', 'id', 'number', 'percentage', 'duration', 'boolean', 'list'], 'Type.'),
            default: { description: 'Value when it is not given; without one it is required.' },
            description: s.text('What it means.'),
          },
          'One parameter.',
          ['type'],
        ),
        'Parameters by name.',
        '^[A-Za-z][A-Za-z0-9_]*$',
      ),
      appliesTo: s.shared('selector'),
      use,
      defaults,
      alerts: alerts(s.idPattern),
      suppress: suppressed,
    }),
    Downtime: document(
      'Downtime',
      'A time in which alerts stay silent.',
      {
        when: s.shared('timedSelector'),
        window: s.object(
          {
            start: s.instant('First start.'),
            for: s.duration('Length.'),
            repeat: s.oneOf(['daily', 'weekly', 'monthly'], 'Repetition.'),
            until: s.date('Last day.'),
          },
          'When.',
          ['start', 'for'],
        ),
        reason: s.text('Why.'),
        suppress: suppressed,
      },
      ['when', 'window', 'reason'],
    ),
    Exemption: document(
      'Exemption',
      'A readiness check that does not apply to applications, or to single alerts, for a while.',
      {
        check: s.text('The check.'),
        when: s.shared('selector'),
        reason: s.text('Why.'),
        owner: s.id('Who answers for it.'),
        approvedBy: s.id('Who allowed it.'),
        until: s.date('Last day.'),
        ticket: s.text('Ticket.'),
        suppress: suppressed,
      },
      ['check', 'when', 'reason', 'owner', 'until'],
    ),
    AlertTest: document(
      'AlertTest',
      'Proof that an alert fires when it must and stays quiet when it must.',
      {
        alert: s.text('`application/alert`, or with `template` an alert of it.'),
        template: s.id('The template whose alert is tested, in every application that uses it.'),
        environment: s.id('The environment; else the first one that pages, with `template` all that page.'),
        clock: s.object(
          { start: s.instant('Virtual start.'), step: s.duration('Evaluation step.') },
          'Virtual clock.',
          ['start', 'step'],
        ),
        cases: s.list(testCase, 'Cases.', { minItems: 1 }),
        suppress: suppressed,
      },
      ['alert', 'clock', 'cases'],
      {
        if: { required: ['template'] },
        then: {
          properties: { alert: { pattern: s.idPattern, expected: 'an alert of the template, such as error-rate' } },
        },
        else: {
          properties: {
            alert: { pattern: '^[a-z0-9-]+/[a-z0-9-]+(\\.[a-z0-9-]+)*$', expected: 'application/alert' },
          },
        },
      },
    ),
    OpenSLO: openSlo,
    Alert: s.object({ ...alertFields(), overrides: s.shared('overrides') }, 'An alert after resolving.', [
      'description',
      'source',
    ]),
  };
}
