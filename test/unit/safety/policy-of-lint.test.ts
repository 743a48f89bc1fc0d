import { describe, expect, test } from 'vitest';
import { cleanTree, edited, foundIn, heldBack, judged, type Files } from './judged.ts';

const application = 'payments/checkout-api.yaml';
const project = 'project.yaml';

/** A review in the future, and nothing else that is wrong. */
const faulty = edited(cleanTree, application, [
  'reviewed: 2026-10-01\n    overrides',
  'reviewed: 2027-10-01\n    overrides',
]);
const rule = 'life/review-date';
const weight = 'warning';

async function judgedAndApproved(head: Files, base: Files): Promise<[string[], string[]]> {
  return [await foundIn(judged(head, base)), await foundIn(judged(head, base, true))];
}

test('the fault that the tests below hide is found', async () => {
  expect(await foundIn(judged(faulty, cleanTree))).toEqual([`${rule} ${weight}`]);
});

describe('a suppression of its own', () => {
  const written = edited(faulty, application, [
    '    reviewed: 2027-10-01\n    overrides',
    `    suppress: [{ rule: ${rule}, reason: I know better }]\n    reviewed: 2027-10-01\n    overrides`,
  ]);
  const commented = edited(faulty, application, [
    '    reviewed: 2027-10-01\n',
    `    # alerts-ignore ${rule}: I know better\n    reviewed: 2027-10-01\n`,
  ]);
  const ofTheDocument = edited(faulty, application, [
    'tier: 1\n',
    `tier: 1\nsuppress: [{ rule: ${rule}, reason: I know better }]\n`,
  ]);

  test.each([
    ['in the data', written, `suppress: [{ rule: ${rule}, reason: I know better }]`],
    ['in a comment', commented, `# alerts-ignore ${rule}: I know better`],
  ])('%s hides nothing until it is approved', async (_, head, line) => {
    expect(heldBack(head, cleanTree)).toEqual([`policy/suppression-added | ${line}`]);
    expect(await judgedAndApproved(head, cleanTree)).toEqual([[`${rule} ${weight}`], []]);
  });

  test('for a whole document is held back, too', () => {
    expect(heldBack(ofTheDocument, cleanTree)).toEqual([
      `policy/suppression-added | suppress: [{ rule: ${rule}, reason: I know better }]`,
    ]);
  });

  test('a second one of the same rule is one more', () => {
    const twice = edited(commented, application, [
      '    dashboard: https://app.datadoghq.eu/dashboard/ref-und-one\n',
      `    # alerts-ignore ${rule}: here, too\n    dashboard: https://app.datadoghq.eu/dashboard/ref-und-one\n`,
    ]);
    expect(heldBack(twice, commented)).toEqual([`policy/suppression-added | # alerts-ignore ${rule}: here, too`]);
  });

  test.each([
    ['the data', written],
    ['a comment', commented],
  ])('that the base has in %s holds where lines move, and its removal counts at once', async (_, base) => {
    const moved = edited(base, application, ['apiVersion', '# a line more\napiVersion']);
    expect(heldBack(moved, base)).toEqual([]);
    expect(await foundIn(judged(moved, base))).toEqual([]);
    expect(heldBack(faulty, base)).toEqual([]);
    expect(await foundIn(judged(faulty, base))).toEqual([`${rule} ${weight}`]);
  });

  test('may end earlier, not later', async () => {
    const until = (files: Files, day: string): Files =>
      edited(files, application, [`alerts-ignore ${rule}:`, `alerts-ignore ${rule} until=${day}:`]);
    const base = until(commented, '2026-11-22');
    expect(await foundIn(judged(base, base))).toEqual(['lint/expired-suppression error', `${rule} ${weight}`]);
    for (const later of [until(commented, '2027-11-22'), commented]) {
      expect(heldBack(later, base)).toEqual([expect.stringContaining('policy/suppression-extended | # alerts-ignore')]);
      expect(await judgedAndApproved(later, base)).toEqual([[`${rule} ${weight}`], []]);
    }
    expect(heldBack(base, until(commented, '2027-11-22'))).toEqual([]);
  });

  test('does not move to another place', () => {
    const elsewhere = edited(faulty, application, [
      '    dashboard: https://app.datadoghq.eu/dashboard/ref-und-one\n',
      `    # alerts-ignore ${rule}: I know better\n    dashboard: https://app.datadoghq.eu/dashboard/ref-und-one\n`,
    ]);
    expect(heldBack(elsewhere, commented)).toEqual([
      `policy/suppression-added | # alerts-ignore ${rule}: I know better`,
    ]);
  });
});

describe('configuration of lint', () => {
  const lint = (words: string): Files =>
    edited(faulty, project, ['onCall: opsgenie\n', `onCall: opsgenie\nlint:\n${words}`]);

  test.each([
    ['a rule', `  rules:\n    ${rule}: off\n`, `${rule}: off`, []],
    ['a rule, to a mention', `  rules:\n    ${rule}: info\n`, `${rule}: info`, [`${rule} info`]],
    ['a path', `  paths:\n    - files: ['payments/**']\n      rules:\n        ${rule}: off\n`, `${rule}: off`, []],
    [
      'a path that no file has yet',
      `  paths:\n    - files: ['later/**']\n      rules:\n        ${rule}: off\n`,
      `${rule}: off`,
      [`${rule} ${weight}`],
    ],
  ])('%s keeps its weight', async (_, words, line, approved) => {
    const head = lint(words);
    expect(heldBack(head, cleanTree)).toEqual([`policy/lint-softened | ${line}`]);
    expect(await judgedAndApproved(head, cleanTree)).toEqual([[`${rule} ${weight}`], approved]);
  });

  test('a milder preset takes nothing away', async () => {
    const head = lint('  preset: import\n');
    const strict = lint('  preset: strict\n');
    expect(heldBack(head, strict)).toEqual(['policy/lint-softened | preset: import']);
    const [held, approved] = await judgedAndApproved(head, strict);
    expect(held).toEqual(await foundIn(judged(strict, strict)));
    expect(held).not.toEqual(approved);
  });

  test('what the base made stricter stays so when its entry is gone', async () => {
    const base = lint('  rules:\n    life/never-reviewed: error\n');
    expect(heldBack(faulty, base)).toEqual(['policy/lint-softened | apiVersion: alerts/v1']);
  });

  test('more weight counts at once, and softens nothing elsewhere', async () => {
    const base = lint(`  rules:\n    ${rule}: warning\n`);
    const head = lint(`  rules:\n    ${rule}: error\n`);
    expect(heldBack(head, base)).toEqual([]);
    expect(await foundIn(judged(head, base))).toEqual([`${rule} error`]);
  });

  test('files that are ignored are read', async () => {
    const head = edited(faulty, project, ['onCall: opsgenie\n', "onCall: opsgenie\nignore: ['payments/checkout*']\n"]);
    expect(heldBack(head, cleanTree)).toEqual(["policy/ignore-added | ignore: ['payments/checkout*']"]);
    const [held, approved] = await judgedAndApproved(head, cleanTree);
    expect(held).toEqual([`${rule} ${weight}`]);
    expect(approved.filter((one) => one.startsWith(rule))).toEqual([]);
  });

  test('a suppression in a file that is ignored, too, is found', () => {
    const head = edited(
      edited(faulty, project, ['onCall: opsgenie\n', "onCall: opsgenie\nignore: ['payments/checkout*']\n"]),
      application,
      ['    reviewed: 2027-10-01\n', `    # alerts-ignore ${rule}: I know better\n    reviewed: 2027-10-01\n`],
    );
    expect(heldBack(head, cleanTree)).toEqual([
      `policy/suppression-added | # alerts-ignore ${rule}: I know better`,
      "policy/ignore-added | ignore: ['payments/checkout*']",
    ]);
  });
});

test('a first project judges by itself, and says so', async () => {
  const head = edited(faulty, project, ['onCall: opsgenie\n', `onCall: opsgenie\nlint: { rules: { ${rule}: off } }\n`]);
  const first = judged(head, { 'README.yaml': 'a: 1\n' });
  expect(first).toMatchObject({ heldBack: [], note: expect.stringContaining('main has no project') });
  expect(await foundIn(first)).toEqual([]);
});

test('a base whose project cannot be read lets nothing through by itself', () => {
  const broken = { ...cleanTree, [project]: 'apiVersion: alerts/v1\nkind: Project\nid: [\n' };
  expect(judged(faulty, broken).heldBack.map(({ rule: id }) => id)).toEqual(['policy/base-unreadable']);
  expect(judged(faulty, broken, true).heldBack).toEqual([]);
});

test('a change that softens nothing is judged as it is', () => {
  expect(judged(faulty, cleanTree)).toMatchObject({ heldBack: [] });
  expect(judged(faulty, cleanTree).note).toBeUndefined();
  expect(judged(faulty, cleanTree, true).note).toBeUndefined();
});
