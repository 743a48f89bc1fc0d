import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Finding } from '../../../src/findings/finding.ts';
import type { Plan } from '../../../src/graph/plan.ts';
import { ciMarkdown, ciMarker, longestComment } from '../../../src/show/ci/markdown.ts';
import { anonymous, initialsOf } from '../../../src/show/ci/people.ts';
import type { CiReport } from '../../../src/show/ci/report.ts';
import { hostilePlan, samplePlan } from '../plan/sample-plan.ts';

const marker = ciMarker('alerts');

function rendered(findings: readonly Finding[], plan: Plan | undefined, limit = longestComment): string {
  const of = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const summary = { alerts: 1, applications: 1, squads: 1, suppressed: 0 };
  const report: CiReport = {
    base: 'origin/main',
    mergeBase: 'a'.repeat(40),
    findings,
    fresh: new Set(findings.slice(0, 3)),
    summary: { ...summary, errors: of('error'), warnings: of('warning'), infos: of('info') },
    applications: [],
    tests: { cases: 0, passed: 0 },
    missingApprovals: [],
    notes: [],
    ...(plan ? { plan } : {}),
  };
  const options = { marker, pathOf: (file: string) => file, rule: () => undefined, noun: (type: string) => type };
  return ciMarkdown(report, { ...options, limit, command: 'alerts ci --base origin/main' });
}

function finding(message: string, severity: Finding['severity'], file = 'a.yaml'): Finding {
  return { rule: 'area/rule', severity, message, location: { file, line: 1, column: 1, endLine: 1, endColumn: 2 } };
}

/** The text without code, in which nothing means anything; throws when a fence stays open. */
function withoutCode(text: string): string {
  let fence = '';
  const kept = text.split('\n').filter((line) => {
    const [, ticks = ''] = /^(`{3,})\w*$/.exec(line) ?? [];
    const wasInside = fence !== '';
    if (wasInside && line === fence) fence = '';
    else if (!wasInside) fence = ticks;
    return !wasInside && ticks === '';
  });
  expect(fence).toBe('');
  return kept.join('\n').replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
}

/** What is folded is closed again, and the marker stands once. */
function isWhole(text: string, limit: number): void {
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
  const plain = withoutCode(text);
  const count = (pattern: RegExp): number => (plain.match(pattern) ?? []).length;
  expect(count(/<details( open)?>/g)).toBe(count(/<\/details>/g));
  expect(plain).not.toContain('<script');
  expect(text.split(marker)).toHaveLength(2);
  expect(text.startsWith(marker)).toBe(true);
}

const hostile = fc.constantFrom(
  '</details>',
  '```',
  marker,
  '<!--',
  '@all',
  '$x$',
  '| a |',
  '\n# x',
  '❌'.repeat(400),
  '<script>',
  '[x](javascript:y)',
  'a',
  ' ', // prettier-ignore
);
const message = fc.array(hostile, { maxLength: 30 }).map((parts) => parts.join(''));
const severity = fc.constantFrom('error', 'warning', 'info');
const findings = fc.array(fc.record({ message, severity }), { maxLength: 120 });

it('is never longer than the limit, closes what it opens and carries its marker once, whatever texts say', () => {
  fc.assert(
    fc.property(findings, fc.constantFrom(longestComment, 20_000), fc.boolean(), (list, limit, planned) => {
      const all = list.map((one) => finding(one.message, one.severity, `${one.message}.yaml`));
      isWhole(rendered(all, planned ? hostilePlan(`</details>${marker}\n\`\`\``) : undefined, limit), limit);
    }),
    { numRuns: 40 },
  );
});

it('cuts a plan of thousands of objects, and says how much is left out', () => {
  const { units, ...plan } = samplePlan();
  const [unit] = units;
  const [operation] = unit?.operations ?? [];
  if (!unit || !operation) throw new Error('the sample has no operation');
  const many = Array.from({ length: 4000 }, (_, index) => ({ ...operation, identity: `production/a/é${index}` }));
  const text = rendered([], { ...plan, units: [{ ...unit, operations: many }] });
  isWhole(text, longestComment);
  expect(Buffer.byteLength(text)).toBeGreaterThan(longestComment * 0.7);
  expect(text).toContain('left out here: run `alerts plan` for everything');
});

it('names folders in its marker so that two of one repository have a comment each', () => {
  expect(ciMarker('alerts')).toBe('<!-- alerts:ci alerts -->');
  expect(ciMarker('teams/a')).not.toBe(ciMarker('teams/b'));
  expect(ciMarker('-->x')).toMatch(/^<!-- alerts:ci [0-9a-f]{16} -->$/);
});

it('hides names and addresses whatever they are written with', () => {
  const { text } = anonymous([{ id: 'lea', name: 'Léa Jean-Baptiste', email: 'lea@mail.acme-corp.example' }]);
  expect(text('Léa Jean-Baptiste <lea@mail.acme-corp.example>')).toBe('LJB <LJB>');
  fc.assert(
    fc.property(
      fc.string({ minLength: 3 }).filter((name) => !name.includes('*')),
      (name) => {
        expect(anonymous([{ id: 'a', name }]).masked(` ${name} `)).not.toContain(name);
      },
    ),
  );
});

it('takes initials, told apart where two people share them', () => {
  const people = [
    { id: 'ana', name: 'Ana Moreau' },
    { id: 'al', name: 'Al Munro' },
    { id: 'jean-luc' },
    { id: 'elodie', name: 'Élodie d’Arc' },
  ];
  expect(Object.fromEntries(initialsOf(people))).toEqual({ al: 'AM', ana: 'AM2', elodie: 'ÉDA', 'jean-luc': 'JL' });
});

it('takes names, addresses and numbers out of texts and data, and leaves other words alone', () => {
  const { text, masked, data, nameOf } = anonymous([
    { id: 'ana', name: 'Ana Moreau', email: 'ana@acme.example', phone: '+33 6 12 34 56 78' },
    { id: 'anabel', name: 'Ana' },
  ]);
  expect(text('Ask Ana Moreau (ANA@acme.example, +33 6 12 34 56 78), not Anatole')).toBe(
    'Ask AM (AM, AM), not Anatole',
  );
  expect(masked('to: ana@acme.example # x')).toBe('to: **************** # x');
  expect(data({ a: ['Ana Moreau'], b: null, c: 1 })).toEqual({ a: ['AM'], b: null, c: 1 });
  expect([nameOf('ana'), nameOf('gone-since')]).toEqual(['AM', 'GS']);
  expect(anonymous([]).text('Ana writes to x.y@z.example; @slack-ops hears of it')).toBe(
    'Ana writes to (address); @slack-ops hears of it',
  );
});
