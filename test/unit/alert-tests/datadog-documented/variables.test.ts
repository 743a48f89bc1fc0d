import { describe, expect, it } from 'vitest';
import { renderText, type TextContext } from '../../../../src/alert-tests/datadog/text.ts';

const alert: TextContext = {
  from: 'ok',
  to: 'alert',
  repeat: false,
  facets: { host: 'db1', 'dot.key': 'five', '@http.status': '500', role: 'db_main' },
  value: 0.123_456,
  threshold: '0.05',
  warnThreshold: '0.02',
};
const render = (text: string, more: Partial<TextContext> = {}): string => renderText(text, { ...alert, ...more });

describe('monitors/notify/variables', () => {
  it.each([
    ['is_alert', 'ok', 'alert', true],
    ['is_alert', 'ok', 'warning', false],
    ['is_warning', 'ok', 'warning', true],
    ['is_no_data', 'ok', 'no-data', true],
    ['is_recovery', 'warning', 'ok', true],
    ['is_recovery', 'alert', 'warning', false],
    ['is_alert_recovery', 'alert', 'ok', true],
    ['is_alert_recovery', 'warning', 'ok', false],
    ['is_warning_recovery', 'warning', 'ok', true],
    ['is_no_data_recovery', 'no-data', 'ok', true],
    ['is_alert_to_warning', 'alert', 'warning', true],
    ['is_alert_to_warning', 'ok', 'warning', false],
  ] as const)('%s from %s to %s: %s', (name, from, to, shown) => {
    expect(render(`{{#${name}}} yes {{/${name}}}`, { from, to })).toBe(shown ? 'yes' : '');
    expect(render(`{{^${name}}} yes {{/${name}}}`, { from, to })).toBe(shown ? '' : 'yes');
  });

  it('tells repetitions', () => {
    const text = '{{^is_renotify}}first{{/is_renotify}} always {{#is_renotify}}again{{/is_renotify}}';
    expect(render(text)).toBe('first always');
    expect(render(text, { repeat: true })).toBe('always again');
  });

  it('fills groups, with brackets around keys with dots, and values', () => {
    expect(render('{{host.name}} {{[dot.key].name}} {{ [@http.status].name }}')).toBe('db1 five 500');
    expect(render('{{value}} > {{threshold}} ({{warn_threshold}}), {{a.value}}')).toBe('0.1235 > 0.05 (0.02), 0.1235');
    expect(render('[{{unknown.name}}]')).toBe('[]');
  });

  it('matches groups, wholly or in part, also inside each other', () => {
    expect(render('{{#is_exact_match "host.name" "db1"}}a{{/is_exact_match}}')).toBe('a');
    expect(render('{{#is_exact_match "host.name" "db"}}a{{/is_exact_match}}')).toBe('');
    expect(render('{{#is_match "role.name" "cache" "db"}}a{{/is_match}}')).toBe('a');
    const nested =
      '{{^is_exact_match "host.name" "x"}}{{^is_exact_match "host.name" "y"}} else {{/is_exact_match}}{{/is_exact_match}}';
    expect(render(nested)).toBe('else');
  });

  it('leaves raw text as it is', () => {
    expect(render("docker ps --format '{{{{raw}}}}{{.Names}}{{{{/raw}}}}'")).toBe("docker ps --format '{{.Names}}'");
  });
});
