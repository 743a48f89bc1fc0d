import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/commands/readiness.ts';
import { readinessHtml } from '../../src/readiness/html/page.ts';
import { dmitri, sampleReport } from '../unit/readiness/sample-report.ts';
import { testHost } from '../support/host.ts';
import { Browser, type OpenPage, type Reader } from './browser.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'alerts-page-'));
const long = 'a-name-that-somebody-made-long-enough-to-fill-two-lines-of-a-phone-and-more-without-any-space';
const pages = ['organisation', 'sample', 'hostile'] as const;
const fileOf = (name: string): string => path.join(folder, `${name}.html`);

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  const cache = { ALERTS_CACHE_DIR: path.join(folder, 'cache') };
  const { outputs } = await run({ dir: 'alerts', format: ['html'] }, testHost({ env: cache }));
  writeFileSync(fileOf('organisation'), outputs.map(({ text }) => text).join(''));
  const context = {
    project: 'acme',
    people: [dmitri],
    pageOf: () => 'https://docs.example/check',
    toolVersion: '1.0.0',
  };
  writeFileSync(fileOf('sample'), readinessHtml(sampleReport(long), context));
  const hostile = `"><script>document.title='owned'</script><img src=x onerror=alert(1)><style>*{display:none}</style>`;
  writeFileSync(fileOf('hostile'), readinessHtml(sampleReport(hostile), { ...context, project: hostile }));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rules of accessibility, checked in the page: contrast is computed from the document. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const inPage = readFileSync(path.join(import.meta.dirname, 'in-page.js'), 'utf8');

const readers: [string, Reader][] = (['light', 'dark'] as const).flatMap((colorScheme): [string, Reader][] => [
  [`a phone, ${colorScheme}`, { width: 360, height: 740, colorScheme }],
  [`a laptop, ${colorScheme}`, { width: 1280, height: 800, colorScheme }],
]);

describe.each(readers)('on %s', (_, reader) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await Browser.start(reader);
  }, 180_000);
  afterAll(() => browser.close());

  describe.each(pages)('the page of %s', (name) => {
    let open: OpenPage;
    beforeAll(async () => {
      open = await browser.open(fileOf(name));
    });

    it('asks for nothing, runs nothing and breaks no policy', async () => {
      expect(await open.page.title()).toMatch(/^Readiness of /);
      expect(open.requests).toEqual([]);
      expect(open.complaints).toEqual([]);
    });

    it('is whole on paper: what is folded on a screen is printed', async () => {
      expect(await ask<number>(open, 'hidden')).toBeGreaterThan(0);
      await open.page.emulateMedia({ media: 'print' });
      expect(await ask<number>(open, 'hidden')).toBe(0);
      await open.page.emulateMedia({ media: 'screen' });
    });

    it('is no wider than the screen, folded and unfolded', async () => {
      expect(await ask(open, 'tooWide')).toEqual([]);
      await ask(open, 'unfold');
      expect(await ask(open, 'tooWide')).toEqual([]);
    });

    it('has landmarks, headings in order and the contrast of AA in all of its texts', async () => {
      await ask(open, 'unfold');
      await open.page.evaluate(axe);
      const found = await ask<{ open: string[]; judged: string[] }>(open, 'axe');
      expect(found.open).toEqual([]);
      expect(found.judged).toEqual(
        expect.arrayContaining([
          'color-contrast',
          'heading-order',
          'landmark-one-main',
          'region',
          'page-has-heading-one',
        ]),
      );
    }, 120_000);
  });
});

/** Asks the open page one of the questions of `in-page.js`. */
async function ask<T>({ page }: OpenPage, question: 'tooWide' | 'unfold' | 'hidden' | 'axe'): Promise<T> {
  await page.evaluate(inPage);
  return page.evaluate(`pageChecks.${question}()`);
}
