import type { MeasurementCondition } from '../../definitions/types.ts';
import { rateOf, type Check, type Inputs } from './checks.ts';
import { asked, askedBeyondThreshold, report, sourcePath, type Scope } from './scope.ts';
import { pageSpeedRates, pageSpeedRegions, pageSpeedType } from './shapes.ts';

/** How fast or how large a page is. */
export function pageSpeed(scope: Scope): Check | undefined {
  const { alert } = scope;
  if (alert.condition.kind !== 'measurement') return undefined;
  const { url, every } = alert.source.fields;
  checkCondition(scope, alert.condition);
  return {
    type: pageSpeedType,
    inputs: {
      name: alert.title,
      websiteUrl: String(url),
      checkRate: rateOf(scope, every ?? '30m', pageSpeedRates, 'every'),
      region: regionOf(scope),
      ...limitOf(scope, alert.condition),
    },
    derivedFrom: {
      websiteUrl: ['source'],
      checkRate: ['source'],
      region: ['source'],
      alertSlower: ['condition.critical'],
      alertBigger: ['condition.critical'],
      alertSmaller: ['condition.critical'],
    },
  };
}

/** Load times are in milliseconds, sizes in bytes here and in kilobytes there. */
function limitOf(scope: Scope, { is, critical = 0 }: MeasurementCondition): Inputs {
  const measure = String(scope.alert.source.fields['measure']);
  const high = is === 'above' || is === 'at-least';
  if (measure === 'load-time' && high) return { alertSlower: Math.round(critical) };
  if (measure === 'size') return { [high ? 'alertBigger' : 'alertSmaller']: Math.round(critical / 1000) };
  const why =
    measure === 'load-time'
      ? 'StatusCake tells of pages that are slow, not of fast ones.'
      : `StatusCake tells nobody of the number of ${measure}.`;
  report(scope, 'statuscake/page-speed-measure', sourcePath(scope.alert, 'measure'), why, {
    help: 'Measure "load-time" with "is: above", or "size".',
  });
  return {};
}

function regionOf(scope: Scope): string {
  const { regions } = scope.alert.source.fields;
  if (regions === undefined) return 'UK';
  const [first, ...others] = (regions as readonly string[]).map((one) => one.toUpperCase());
  if (others.length === 0 && pageSpeedRegions.some((one) => one === first)) return String(first);
  report(
    scope,
    'statuscake/page-speed-region',
    sourcePath(scope.alert, 'regions'),
    `A page is loaded from one region: ${pageSpeedRegions.join(', ')}.`,
  );
  return 'UK';
}

function checkCondition(scope: Scope, condition: MeasurementCondition): void {
  for (const field of askedBeyondThreshold(scope, condition))
    report(
      scope,
      'statuscake/condition',
      ['condition', field],
      `StatusCake judges each load by itself: there is no "${field}".`,
    );
  if (condition.noData === 'notify' && asked(scope, ['condition', 'noData']))
    report(
      scope,
      'statuscake/condition',
      ['condition', 'noData'],
      'StatusCake does not tell that a page could not be measured.',
      {
        help: 'Watch the address with "statuscake.uptime", too.',
      },
    );
}
