import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FindingReport } from '../../../src/findings/finding.ts';
import { loadFormat, type FormatContext, type FormatName } from '../../../src/findings/formats/index.ts';
import { at, contextOf, finding, parseXml, report } from './support.ts';

const file = 'alerts/shop/api.yaml';
const files = { [file]: 'kind: Alert\r\nwarning:  é 90\r\ncritical: 80\r\ntags: [b, a]\r\n' };
const tags = files[file]?.indexOf('[b, a]') ?? 0;
const full = report(
  [
    finding({
      rule: 'tag/sorted',
      severity: 'warning',
      message: 'The tags are not sorted.',
      location: at(file, 4, 7, 13),
      help: 'Sort them.',
      fix: {
        title: 'Sort the tags',
        edits: [
          { file, range: { start: tags + 4, end: tags + 5 }, text: 'b' },
          { file, range: { start: tags + 1, end: tags + 2 }, text: 'a' },
        ],
      },
    }),
    finding({
      location: at(file, 2, 13, 15),
      related: [{ message: 'The critical is here.', location: at(file, 3, 11, 13) }],
    }),
    finding({
      rule: 'unused/person',
      severity: 'info',
      message: 'Zoé is in no squad.',
      location: { file: 'alerts/people dir/a:b.yaml', line: 1, column: 1, endLine: 3, endColumn: 1 },
    }),
  ],
  2,
);

async function render(name: FormatName, of: FindingReport = full, parts: Partial<FormatContext> = {}): Promise<string> {
  return (await loadFormat(name)).render(of, contextOf(files, parts));
}

async function data<T>(name: FormatName, of?: FindingReport, parts?: Partial<FormatContext>): Promise<T> {
  return JSON.parse(await render(name, of, parts)) as T;
}

describe('text', () => {
  test('groups by file, frames the line and sums up', async () =>
    expect(await render('text')).toMatchInlineSnapshot(`
    "── alerts/people dir/a:b.yaml

      ● alerts/people dir/a:b.yaml:1:1  info  Zoé is in no squad.
        unused/person (shop-api/errors)

    ── alerts/shop/api.yaml

      ✖ alerts/shop/api.yaml:2:13  error  The warning 90 lies above the critical 80.
        threshold/order (shop-api/errors)
         2 │ warning:  é 90
           │             ^^
        see alerts/shop/api.yaml:3:11: The critical is here.

      ▲ alerts/shop/api.yaml:4:7  warning  The tags are not sorted.
        tag/sorted (shop-api/errors)
         4 │ tags: [b, a]
           │       ^^^^^^
        help: Sort them.
        fix available: \`alerts fix\` (Sort the tags)

    1 finding can be mended with \`alerts fix\`.
    1 error, 1 warning, 1 info in 25 applications, 180 alerts; 2 suppressed
    "
  `));

  test('says plainly when all is well', async () =>
    expect(await render('text', report([]))).toBe('All is well: no problems in 25 applications, 180 alerts\n'));

  test('colours only when asked', async () => {
    const coloured = await render('text', full, { color: true });
    expect(coloured).toContain('\x1b[31m');
    // oxlint-disable-next-line no-control-regex
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(await render('text'));
  });
});

describe('json', () => {
  const schema = JSON.parse(readFileSync(path.resolve('schemas/reports/findings.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

  test('follows its schema', async () => {
    for (const of of [full, report([])]) expect(validate(await data('json', of)) || validate.errors).toBe(true);
    expect(validate(await data('json', full, { rule: () => undefined, sourceText: () => undefined }))).toBe(true);
    expect(validate({ version: 1, findings: [] })).toBe(false);
  });

  test('carries what the contract names', async () => {
    const { findings, summary } = await data<{ findings: Record<string, unknown>[]; summary: object }>('json');
    expect(findings.map((one) => one['rule'])).toEqual(['unused/person', 'threshold/order', 'tag/sorted']);
    expect(findings[1]).toMatchObject({
      file,
      line: 2,
      column: 13,
      endLine: 2,
      endColumn: 15,
      subject: 'shop-api/errors',
      help: null,
    });
    expect(findings[1]).not.toHaveProperty('fix');
    expect(findings[2]).toMatchObject({
      url: 'https://example.test/rules/tag/sorted',
      fix: {
        title: 'Sort the tags',
        edits: [{ file, start: tags + 4, end: tags + 5, text: 'b', line: 4, column: 11 }, {}],
      },
    });
    expect(summary).toEqual({
      alerts: 180,
      applications: 25,
      squads: 4,
      errors: 1,
      warnings: 1,
      infos: 1,
      suppressed: 2,
    });
  });
});

interface Sarif {
  runs: [
    {
      tool: { driver: { rules: { id: string }[] } };
      invocations: [{ toolExecutionNotifications?: unknown[] }];
      results: SarifResult[];
    },
  ];
}
interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  locations: [{ physicalLocation: { artifactLocation: { uri: string } } }];
  partialFingerprints: Record<string, string>;
  fixes?: [{ artifactChanges: [{ replacements: unknown[] }] }];
}

describe('sarif', () => {
  let validate: (log: unknown) => unknown;
  beforeAll(() => {
    // The schema of the standard is draft-04, of which it uses nothing that draft-07 reads otherwise but `id`.
    const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const check = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    validate = (log) => check(log) || check.errors;
  });

  test('follows the schema of the standard', async () => {
    for (const of of [full, report([])]) expect(validate(await data('sarif', of))).toBe(true);
    expect(validate(await data('sarif', full, { rule: () => undefined, sourceText: () => undefined }))).toBe(true);
    expect(validate({ version: '2.1.0', runs: [{}] })).not.toBe(true);
  });

  test('writes results, paths and fixes', async () => {
    const [{ tool, results }] = (await data<Sarif>('sarif', full, { root: 'ops' })).runs;
    expect(results.map(({ level }) => level)).toEqual(['error', 'warning', 'note']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results.map((one) => one.locations[0].physicalLocation.artifactLocation.uri)).toEqual([
      'ops/alerts/shop/api.yaml',
      'ops/alerts/shop/api.yaml',
      'ops/alerts/people%20dir/a%3Ab.yaml',
    ]);
    expect(results[1]?.fixes?.[0].artifactChanges[0].replacements).toEqual([
      { deletedRegion: { startLine: 4, startColumn: 11, endLine: 4, endColumn: 12 }, insertedContent: { text: 'b' } },
      { deletedRegion: { startLine: 4, startColumn: 8, endLine: 4, endColumn: 9 }, insertedContent: { text: 'a' } },
    ]);
  });

  test('has fingerprints that do not move with lines or numbers, and are unique', async () => {
    const prints = async (line: number, percent: number): Promise<string[]> => {
      const one = finding({ message: `It is ${percent}.`, location: at(file, line, 1, 2) });
      const log = await data<Sarif>('sarif', report([one, { ...one }]));
      return log.runs[0].results.map((result) => result.partialFingerprints['alertsFinding/v1'] ?? '');
    };
    const before = await prints(1, 80);
    expect(await prints(30, 95)).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });

  test('keeps the gravest 5,000 results and says so', async () => {
    const many = Array.from({ length: 6_000 }, (_, index) =>
      finding({ severity: index < 5_990 ? 'warning' : 'error', location: at(file, index + 1, 1, 2) }),
    );
    const [run] = (await data<Sarif>('sarif', report(many))).runs;
    expect(run.results).toHaveLength(5_000);
    expect(run.results.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(run.invocations[0].toolExecutionNotifications).toHaveLength(1);
  });
});

describe('github', () => {
  test('annotates the worst first, then prints the text with commands stopped', async () => {
    const lines = (await render('github')).split('\n');
    expect(lines[0]).toBe(
      `::error file=${file},line=2,endLine=2,col=13,endColumn=15,title=threshold/order (shop-api/errors)::The warning 90 lies above the critical 80.%0Ahttps://example.test/rules/threshold/order`,
    );
    expect(lines[1]).toMatch(
      /^::warning .*::The tags are not sorted\.%0ASort them\.%0AFix available: alerts fix \(Sort the tags\)%0Ahttps/,
    );
    expect(lines[2]).toMatch(/^::notice file=alerts\/people dir\/a%3Ab\.yaml,line=1,endLine=2,title=/);
    const token = /^::stop-commands::(\w{64})$/.exec(lines[3] ?? '')?.[1];
    expect(lines.slice(-2)).toEqual([`::${token}::`, '']);
    expect(lines.slice(4, -2).join('\n')).toBe((await render('text')).trimEnd());
  });
});

describe('gitlab', () => {
  test('has unique fingerprints, severities and relative paths', async () => {
    const again = report([...full.findings, finding({ location: at(file, 3, 1, 2) })]);
    const entries = await data<Record<string, unknown>[]>('gitlab', again);
    expect(new Set(entries.map((one) => one['fingerprint'])).size).toBe(4);
    expect(entries.map((one) => one['severity'])).toEqual(['info', 'major', 'major', 'minor']);
    expect(entries[0]).toMatchObject({
      check_name: 'unused/person',
      location: { path: 'alerts/people dir/a:b.yaml', lines: { begin: 1, end: 2 } },
    });
    expect(await data('gitlab', report([]))).toEqual([]);
  });
});

describe('rdjson', () => {
  test('counts columns in bytes and merges the edits of a fix into one suggestion', async () => {
    const { diagnostics } = await data<{ diagnostics: Record<string, unknown>[] }>('rdjson');
    expect(diagnostics[1]).toMatchObject({
      severity: 'ERROR',
      location: { path: file, range: { start: { line: 2, column: 14 }, end: { line: 2, column: 16 } } },
    });
    expect(diagnostics[2]?.['suggestions']).toEqual([
      { range: { start: { line: 4, column: 8 }, end: { line: 4, column: 12 } }, text: 'a, b' },
    ]);
  });

  test('suggests nothing where the text is unknown, or edits overlap or reach other files', async () => {
    const edit = (start: number, end: number, path = file) => ({ file: path, range: { start, end }, text: 'x' });
    const suggestions = async (edits: ReturnType<typeof edit>[], parts?: Partial<FormatContext>): Promise<unknown> =>
      (
        await data<{ diagnostics: Record<string, unknown>[] }>(
          'rdjson',
          report([finding({ fix: { title: 'Mend', edits } })]),
          parts,
        )
      ).diagnostics[0]?.['suggestions'];
    expect(await suggestions([edit(0, 4)])).toHaveLength(1);
    expect(await suggestions([edit(0, 4)], { sourceText: () => undefined })).toBeUndefined();
    expect(await suggestions([edit(0, 4), edit(3, 5)])).toBeUndefined();
    expect(await suggestions([edit(0, 4), edit(9, 9, 'other.yaml')])).toBeUndefined();
    expect(await suggestions([])).toBeUndefined();
  });
});

describe('junit', () => {
  test('has a suite per file and a case per finding', async () => {
    const root = parseXml(await render('junit'));
    expect(root.attributes).toMatchObject({ tests: '3', failures: '2', errors: '0' });
    expect(root.children.map((suite) => [suite.attributes['name'], suite.children.length])).toEqual([
      ['alerts/people dir/a:b.yaml', 1],
      [file, 2],
    ]);
    const failure = root.children[1]?.children[1]?.children[0];
    expect(failure).toMatchObject({
      name: 'failure',
      attributes: { type: 'warning', message: 'The tags are not sorted.' },
    });
    expect(failure?.text).toBe(`at ${file}:4:7 warning The tags are not sorted. (tag/sorted)\nhelp: Sort them.`);
    expect(root.children[0]?.children[0]?.children[0]?.name).toBe('system-out');
  });

  test('has a passing case when clean', async () => {
    const root = parseXml(await render('junit', report([])));
    expect(root.attributes).toMatchObject({ tests: '1', failures: '0' });
    expect(root.children[0]?.children[0]).toMatchObject({
      name: 'testcase',
      children: [],
      attributes: { name: 'no findings' },
    });
  });
});

describe('checkstyle', () => {
  test('has an error per finding', async () => {
    const root = parseXml(await render('checkstyle', full, { root: 'ops' }));
    expect(root.children.map((one) => one.attributes['name'])).toEqual([
      'ops/alerts/people dir/a:b.yaml',
      `ops/${file}`,
    ]);
    expect(root.children[1]?.children[1]?.attributes).toEqual({
      line: '4',
      column: '7',
      severity: 'warning',
      message: 'The tags are not sorted. Sort them.',
      source: 'alerts/tag/sorted',
    });
    expect(parseXml(await render('checkstyle', report([]))).children).toEqual([]);
  });
});

describe('markdown', () => {
  test('lists the gravest first', async () =>
    expect(await render('markdown')).toMatchInlineSnapshot(`
    "### ❌ alerts lint: 1 error, 1 warning, 1 info in 25 applications, 180 alerts; 2 suppressed

    <details open><summary>1 error</summary>

    - <code>alerts/shop/api.yaml:2:13</code> <code>shop-api/errors</code> **The warning 90 lies above the critical 80.** ([threshold/order](<https://example.test/rules/threshold/order>))

    </details>

    <details><summary>1 warning</summary>

    - <code>alerts/shop/api.yaml:4:7</code> <code>shop-api/errors</code> **The tags are not sorted.** Sort them. Fix available: <code>alerts fix</code> (Sort the tags). ([tag/sorted](<https://example.test/rules/tag/sorted>))

    </details>

    <details><summary>1 info</summary>

    - <code>alerts/people dir/a:b.yaml:1:1</code> <code>shop-api/errors</code> **Zoé is in no squad.** ([unused/person](<https://example.test/rules/unused/person>))

    </details>
    "
  `));

  test('is one line when all is well', async () =>
    expect(await render('markdown', report([]))).toBe(
      '### ✅ alerts lint: All is well: no problems in 25 applications, 180 alerts\n',
    ));

  test('fits into a comment', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      finding({
        severity: index < 4_999 ? 'warning' : 'error',
        message: `日本 ${index}`,
        location: at(file, index + 1, 1, 2),
      }),
    );
    const text = await render('markdown', report(many));
    expect(Buffer.byteLength(text)).toBeLessThan(61_000);
    expect(text).toContain('日本 4999');
    expect(text).toMatch(/\n4\d{3} more findings did not fit here\.\n$/);
    expect(text.match(/<details/g)).toHaveLength(text.match(/<\/details>/g)?.length ?? 0);
  });

  test('links only to the web', async () => {
    const link = async (url: string): Promise<string> =>
      (await render('markdown', report([finding()]), { rule: () => ({ summary: 's', url }) })).split('\n')[4] ?? '';
    expect(await link('https://a.test/x')).toContain('([threshold/order](<https://a.test/x>))');
    expect(await link('https://a.test/x><b>`|')).not.toMatch(/<b>|`|\|/);
    expect(await link('javascript:alert(1)')).not.toContain('javascript');
    expect(await link('no address')).toContain('(threshold/order)');
  });
});
