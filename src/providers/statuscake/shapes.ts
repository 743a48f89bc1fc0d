import type { Properties, RestShapes } from '../rest-vendor.ts';

export const uptimeType = 'alerts:statuscake/uptimeCheck:UptimeCheck';
export const heartbeatType = 'alerts:statuscake/heartbeatCheck:HeartbeatCheck';
export const sslType = 'alerts:statuscake/sslCheck:SslCheck';
export const pageSpeedType = 'alerts:statuscake/pageSpeedCheck:PageSpeedCheck';
export const contactGroupType = 'alerts:statuscake/contactGroup:ContactGroup';
export const maintenanceType = 'alerts:statuscake/maintenanceWindow:MaintenanceWindow';

// Fields, allowed values and defaults: https://developers.statuscake.com/api/, StatusCakeDev/statuscake-go (api_*.go, model_*.go) and
// StatusCakeDev/terraform-provider-statuscake (internal/provider/resource_*.go).

/** Seconds between two probes. `0` is "all the time". */
export const uptimeRates = [0, 30, 60, 300, 900, 1800, 3600, 86_400] as const;
/** Seconds between two looks at a certificate. The API calls the last one a week; it is 24 days. */
export const sslRates = [300, 600, 1800, 3600, 86_400, 2_073_600] as const;
export const pageSpeedRates = [60, 300, 600, 900, 1800, 3600, 86_400] as const;
export const pageSpeedRegions = ['AU', 'CA', 'DE', 'FR', 'IN', 'JP', 'NL', 'SG', 'UK', 'US', 'USW'] as const;

const common: Properties = {
  paused: { type: 'boolean', description: 'Whether it rests.', default: false },
  contactGroups: { type: 'set', description: 'Ids of contact groups that are told.', default: [] },
};

const tagged: Properties = { ...common, tags: { type: 'set', description: 'Tags.', default: [] } };

const name: Properties = { name: { type: 'string', description: 'Name.', required: true } };

/** What a vendor keeps as nothing and as an empty text alike. */
const text = (description: string) => ({ type: 'string', description, default: '' }) as const;
const flag = (description: string) => ({ type: 'boolean', description, default: false }) as const;

/** Codes are a set of texts, whatever they are written as. */
const codes = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String).sort();

/** What objects of StatusCake look like. */
export const shapes = {
  [uptimeType]: {
    noun: 'uptime check',
    summary: 'A probe from outside.',
    adoption: 'marker',
    inputs: {
      ...name,
      testType: {
        type: 'string',
        description: 'What is probed how.',
        required: true,
        replaces: true,
        oneOf: ['DNS', 'HEAD', 'HTTP', 'PING', 'SMTP', 'SSH', 'TCP'],
      },
      websiteUrl: { type: 'string', description: 'Address or host that is probed.', required: true },
      checkRate: { type: 'integer', description: 'Seconds between two probes.', required: true, oneOf: uptimeRates },
      ...tagged,
      confirmation: { type: 'integer', description: 'Servers that have to confirm it, 0 to 3.', default: 2 },
      triggerRate: { type: 'integer', description: 'Minutes until somebody is told, 0 to 60.', default: 0 },
      timeout: { type: 'integer', description: 'Seconds to the first byte, 5 to 75.', default: 15 },
      // Read back as the servers that were chosen, which are fewer and others.
      regions: { type: 'set', description: 'Codes of regions to probe from.', unreadable: true },
      statusCodes: { type: 'set', description: 'Status codes that count as down.', normal: codes },
      findString: text('Text that the answer has to contain.'),
      doNotFind: flag('Whether the text must be absent instead.'),
      includeHeader: flag('Whether headers are searched, too.'),
      followRedirects: flag('Whether redirects are followed.'),
      finalEndpoint: text('Where redirects have to end.'),
      enableSslAlert: flag('Whether a certificate that expires is told of.'),
      useJar: flag('Whether cookies are kept.'),
      userAgent: text('User agent of requests.'),
      customHeader: text('Headers of requests, as a JSON object.'),
      postBody: text('Form of a POST request, as a JSON object.'),
      postRaw: text('Body of a POST request.'),
      host: text('Name of the hosting provider.'),
      port: { type: 'integer', description: 'Port, for TCP.' },
      dnsServer: text('Name server that is asked.'),
      dnsIps: { type: 'set', description: 'Addresses that it has to answer.', default: [] },
      basicUsername: { type: 'string', description: 'User of basic authentication.', unreadable: true },
      basicPassword: { type: 'string', description: 'Its password.', unreadable: true, secret: true },
    },
  },
  [heartbeatType]: {
    noun: 'heartbeat check',
    summary: 'A job that reports in; its silence is told of.',
    adoption: 'marker',
    inputs: {
      ...name,
      period: { type: 'integer', description: 'Seconds of silence that are allowed, 30 to 172,800.', required: true },
      ...tagged,
      host: text('Name of the hosting provider.'),
    },
    outputs: {
      pingUrl: {
        type: 'string',
        description: 'Address that the job asks for: whoever knows it can report in.',
        secret: true,
      },
    },
  },
  [sslType]: {
    noun: 'certificate check',
    summary: 'The certificate of a host.',
    adoption: 'parent-and-position',
    inputs: {
      websiteUrl: { type: 'string', description: 'Address whose certificate is watched.', required: true },
      checkRate: { type: 'integer', description: 'Seconds between two looks.', required: true, oneOf: sslRates },
      alertAt: {
        type: 'set',
        description: 'Days before the end at which somebody is told; exactly three.',
        required: true,
        items: { type: 'integer', description: 'Days.' },
      },
      ...common,
      alertExpiry: flag('Whether the days to the end are told.'),
      alertBroken: flag('Whether a certificate that is not valid is told of.'),
      alertMixed: flag('Whether mixed content is told of.'),
      alertReminder: flag('Whether somebody is reminded.'),
      followRedirects: flag('Whether redirects are followed.'),
      hostname: text('Name that the certificate is to be of.'),
      userAgent: text('User agent of requests.'),
    },
  },
  [pageSpeedType]: {
    noun: 'page speed check',
    summary: 'How fast and how large a page is.',
    adoption: 'parent-and-position',
    inputs: {
      ...name,
      websiteUrl: { type: 'string', description: 'Page that is loaded.', required: true },
      checkRate: { type: 'integer', description: 'Seconds between two loads.', required: true, oneOf: pageSpeedRates },
      // Read back as the location that was chosen.
      region: {
        type: 'string',
        description: 'Region that it is loaded from.',
        required: true,
        oneOf: pageSpeedRegions,
        unreadable: true,
      },
      alertSlower: { type: 'integer', description: 'Milliseconds above which somebody is told.', default: 0 },
      alertBigger: { type: 'integer', description: 'Kilobytes above which somebody is told.', default: 0 },
      alertSmaller: { type: 'integer', description: 'Kilobytes below which somebody is told.', default: 0 },
      ...common,
    },
  },
  [contactGroupType]: {
    noun: 'contact group',
    summary: 'Who is told.',
    adoption: 'marker',
    inputs: {
      ...name,
      emailAddresses: { type: 'set', description: 'Mailboxes.', default: [] },
      mobileNumbers: { type: 'set', description: 'Numbers for text messages.', default: [] },
      integrations: { type: 'set', description: 'Ids of integrations, which are made in the UI.', default: [] },
      pingUrl: { ...text('Address that is asked for, by GET alone.'), secret: true },
    },
  },
  [maintenanceType]: {
    noun: 'maintenance window',
    summary: 'When uptime checks tell nobody.',
    adoption: 'marker',
    silences: true,
    inputs: {
      ...name,
      startAt: { type: 'string', description: 'First beginning (RFC 3339).', required: true, normal: instant },
      endAt: { type: 'string', description: 'First end (RFC 3339).', required: true, normal: instant },
      timezone: { type: 'string', description: 'Zone whose clocks repetitions follow.', required: true },
      repeatInterval: {
        type: 'string',
        description: 'How often.',
        default: 'never',
        oneOf: ['never', '1d', '1w', '2w', '1m'],
      },
      tags: { type: 'set', description: 'Tags of the uptime checks.', default: [] },
      tests: { type: 'set', description: 'Ids of uptime checks.', default: [] },
    },
  },
} as const satisfies RestShapes;

function instant(value: unknown): string {
  const at = Date.parse(String(value));
  return Number.isNaN(at) ? String(value) : new Date(at).toISOString();
}
