import { describe, expect, it } from 'vitest';
import { evaluationFrequency } from '../../../../src/alert-tests/datadog/frequency.ts';
import { isFullWindow } from '../../../../src/alert-tests/datadog/full-window.ts';
import { stateAt, statesOf, tracksOf, valueAt } from '../support.ts';

describe('monitors/guide/as-count-in-monitor-evaluations', () => {
  const series = { error: '_, 2, 4, 6, 8, 10', total: '_, 10 x5' };
  const counted = { error: 'sum:r.error{*}.as_count()', total: 'sum:r.total{*}.as_count()' };

  it('divides per point and then sums without as_count()', () => {
    const rates = { error: 'sum:r.error{*}.as_rate()', total: 'sum:r.total{*}.as_rate()' };
    expect(valueAt({ queries: rates, query: 'sum(last_5m):error / total > 9', series, minutes: 6 })).toBeCloseTo(3);
  });

  it('sums and then divides with it', () => {
    expect(valueAt({ queries: counted, query: 'sum(last_5m):error / total > 9', series, minutes: 6 })).toBeCloseTo(0.6);
  });

  it('takes the same way when only one side counts', () => {
    const mixed = { error: counted.error, total: 'sum:r.total{*}' };
    expect(valueAt({ queries: mixed, query: 'sum(last_5m):error / total > 9', series, minutes: 6 })).toBeCloseTo(0.6);
  });
});

describe('monitors/guide/monitor_aggregators', () => {
  const series = { q: '_, 20, 30, 24, 16, 22, 28, 26, 50, 74, 90, 100' };
  const at = (aggregator: string, comparison: string): unknown =>
    stateAt({ query: `${aggregator}(last_11m):q ${comparison}`, series, minutes: 12 });

  it.each([
    ['avg', '> 44', 'ok'],
    ['avg', '> 43', 'alert'],
    ['max', '> 80', 'alert'],
    ['max', '> 100', 'ok'],
    ['max', '>= 100', 'alert'],
    ['min', '> 15', 'alert'],
    ['min', '> 16', 'ok'],
    ['sum', '> 480', 'ok'],
    ['sum', '> 479', 'alert'],
  ])('%s %s is %s', (aggregator, comparison, state) => expect(at(aggregator, comparison)).toBe(state));

  it('is mirrored below: the maximum asks all points, the minimum any', () => {
    expect(at('max', '< 101')).toBe('alert');
    expect(at('max', '< 100')).toBe('ok');
    expect(at('min', '< 17')).toBe('alert');
  });
});

describe('monitors/configuration', () => {
  it.each([
    [60, 60],
    [86_399, 60],
    [86_400, 600],
    [172_799, 600],
    [172_800, 1800],
    [604_800, 1800],
  ])('evaluates a window of %i s every %i s', (window, every) => expect(evaluationFrequency(window)).toBe(every));

  it('shifts the window by the delay: 7:00 with 15 minutes of delay looks at 6:40 to 6:45', () => {
    const one = { query: 'max(last_5m):q > 5', inputs: { evaluationDelay: 900 } };
    // Minutes 40 to 44 of the hour.
    expect(stateAt({ ...one, series: { q: '0 x40, 9, 0 x19' }, minutes: 60 })).toBe('alert');
    expect(stateAt({ ...one, series: { q: '0 x44, 9, 0 x15' }, minutes: 60 })).toBe('alert');
    expect(stateAt({ ...one, series: { q: '0 x39, 9, 0 x20' }, minutes: 60 })).toBe('ok');
    expect(stateAt({ ...one, series: { q: '0 x45, 9, 0 x14' }, minutes: 60 })).toBe('ok');
  });

  it('recovers below the threshold when there is no recovery threshold', () => {
    const one = { query: 'avg(last_1m):q > 3' };
    expect(statesOf({ ...one, series: { q: '0, 5, 4, 3, 2' }, minutes: 5 })).toBe('ok ok alert alert ok ok');
  });

  describe('missing data', () => {
    const gap = { q: '20 x3, _ x3, 5' };
    const counted = { q: 'sum:q{*}.as_count()' };

    it('is zero for counts by default', () => {
      const one = { queries: counted, query: 'sum(last_1m):q > 10', series: gap, minutes: 7 };
      expect(statesOf(one)).toBe('alert alert alert alert ok ok ok ok');
      expect(statesOf({ ...one, query: 'sum(last_1m):q < 10' })).toBe('ok ok ok ok alert alert alert alert');
    });

    it('keeps the last status of everything else, of default_zero too', () => {
      expect(statesOf({ query: 'avg(last_1m):q > 10', series: gap, minutes: 7 })).toBe(
        'alert alert alert alert alert alert alert ok',
      );
    });

    it('evaluates the zeros of default_zero, so that nothing is missing', () => {
      const one = {
        queries: { q: 'default_zero(avg:q{*})' },
        query: 'avg(last_1m):q > 10',
        series: { q: '20 x3, 0 x3' },
        minutes: 6,
      };
      expect(statesOf(one)).toBe('alert alert alert alert ok ok ok');
    });

    it.each([
      ['show_no_data', 'alert alert alert alert no-data no-data no-data ok'],
      ['show_and_notify_no_data', 'alert alert alert alert no-data no-data no-data ok'],
      ['resolve', 'alert alert alert alert ok ok ok ok'],
    ])('with %s is %s', (onMissingData, states) => {
      expect(statesOf({ query: 'avg(last_1m):q > 10', inputs: { onMissingData }, series: gap, minutes: 7 })).toBe(
        states,
      );
    });

    it('is judged for the whole window: one point is enough', () => {
      const inputs = { onMissingData: 'show_no_data' };
      expect(statesOf({ query: 'avg(last_3m):q > 10', inputs, series: { q: '20, _ x4' }, minutes: 5 })).toBe(
        'alert alert alert alert no-data no-data',
      );
    });

    it('needs data first: what has never reported sends nothing', () => {
      const inputs = { onMissingData: 'show_and_notify_no_data' };
      expect(statesOf({ query: 'avg(last_1m):q > 10', inputs, series: { q: '_ x3, 5, _' }, minutes: 5 })).toBe(
        '- - - - ok no-data',
      );
    });
  });

  it('closes after the hours of auto-resolve without data, and fires again when data return', () => {
    const [track] = tracksOf({
      query: 'avg(last_1m):q > 10',
      inputs: { timeoutH: 1 },
      series: { q: '20 x2, _ x70, 20 x2' },
      minutes: 74,
    });
    const at = (minute: number): unknown => track?.evaluations.find((one) => one.at === minute * 60)?.state;
    expect([at(2), at(3), at(62), at(63), at(72), at(73)]).toEqual(['alert', 'alert', 'alert', 'ok', 'ok', 'alert']);
  });

  it('does not close by auto-resolve while data are reported', () => {
    const one = { query: 'avg(last_1m):q > 10', inputs: { timeoutH: 1 }, series: { q: '20 x130' }, minutes: 130 };
    expect(stateAt(one)).toBe('alert');
  });

  it('waits with new groups: a minute by default, as long as it is told otherwise', () => {
    const one = {
      query: 'avg(last_1m):q > 10',
      series: { q: [{ group: { host: 'a' }, values: '_ x2, 20 x6' }] },
      minutes: 8,
    };
    expect(statesOf(one)).toBe('- - - ok alert alert alert alert alert');
    expect(statesOf({ ...one, inputs: { newGroupDelay: 180 } })).toBe('- - - ok ok ok alert alert alert');
    expect(statesOf({ ...one, inputs: { newGroupDelay: 0 } })).toBe('- - - alert alert alert alert alert alert');
  });

  it('does not wait with what was there before, nor with what is not grouped', () => {
    const known = { q: [{ group: { host: 'a' }, values: '20 x3' }] };
    expect(statesOf({ query: 'avg(last_1m):q > 10', series: known, minutes: 2 })).toBe('alert alert alert');
    expect(statesOf({ query: 'avg(last_1m):q > 10', series: { q: '_, 20 x2' }, minutes: 3 })).toBe('- - alert alert');
  });
});

describe('monitors/types/metric, data window', () => {
  const minutes = (pattern: string): number[] =>
    [...pattern].flatMap((mark, bucket) => (mark === '1' ? [bucket * 600 + 300] : []));

  it.each([
    ['111111111111', true],
    ['x11111111111', false],
    ['11xxx1111111', true],
    ['1xxx1111xx11', false],
  ])('two hours of %s are full: %s', (pattern, full) => {
    expect(isFullWindow(minutes(pattern), 7200, 'h')).toBe(full);
  });

  it.each([
    ['m', 1800, 60],
    ['h', 7200, 600],
    ['d', 172_800, 3600],
  ] as const)('has buckets by the unit %s of the window', (unit, window, bucket) => {
    const every = Array.from({ length: window / bucket }, (_, index) => index * bucket);
    expect(isFullWindow(every, window, unit)).toBe(true);
    expect(isFullWindow(every.slice(0, -3), window, unit)).toBe(true);
    expect(isFullWindow(every.slice(0, -4), window, unit)).toBe(false);
  });

  it('leaves the state alone while the window is not full', () => {
    const series = { q: '_ x2, 20 x8' };
    const one = { query: 'avg(last_5m):q > 10', series, minutes: 8 };
    expect(statesOf(one)).toBe('- - - alert alert alert alert alert alert');
    expect(statesOf({ ...one, inputs: { requireFullWindow: true } })).toBe('- - - ok ok ok ok alert alert');
  });
});

describe('monitors/guide/recovery-thresholds', () => {
  it.each([
    ['>', 80, 70, '70.1', '70'],
    ['>=', 80, 70, '70', '69.9'],
    ['<', 20, 30, '29.9', '30'],
    ['<=', 20, 30, '30', '30.1'],
  ])('%s %i recovers beyond %i: not at %s, but at %s', (operator, critical, recovery, stays, leaves) => {
    const bad = operator.startsWith('>') ? '90' : '10';
    const inputs = { monitorThresholds: { critical: String(critical), criticalRecovery: String(recovery) } };
    const one = {
      query: `avg(last_1m):q ${operator} ${critical}`,
      inputs,
      series: { q: `${bad}, ${stays}, ${leaves}` },
      minutes: 3,
    };
    expect(statesOf(one)).toBe('alert alert alert ok');
  });

  it('has one for warnings as well: 80, 60, 70 and 50 of the example', () => {
    const inputs = {
      monitorThresholds: { critical: '80', warning: '60', criticalRecovery: '70', warningRecovery: '50' },
    };
    const one = { query: 'avg(last_1m):q > 80', inputs, minutes: 8 };
    expect(statesOf({ ...one, series: { q: '0, 65, 55, 50, 85, 75, 70, 40' } })).toBe(
      'ok ok warning warning ok alert alert warning ok',
    );
  });
});
