import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium as driver, type BrowserContext, type Page } from 'playwright-core';
import { chromium } from './chromium.ts';

/** Sandboxing needs rights that containers lack; the rest keeps the browser from calling anybody. */
const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How somebody looks at a page. */
export interface Reader {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

/** A page that somebody has open, with all that the browser said and asked for meanwhile. */
export interface OpenPage {
  readonly page: Page;
  /** Errors, warnings, violations of the content policy. */
  readonly complaints: readonly string[];
  /** Everything that was asked for but the page itself. */
  readonly requests: readonly string[];
}

/** A headless browser with a profile of its own, which goes with it. */
export class Browser {
  readonly #context: BrowserContext;
  readonly #profile: string;

  private constructor(context: BrowserContext, profile: string) {
    this.#context = context;
    this.#profile = profile;
  }

  static async start(reader: Reader): Promise<Browser> {
    const { program, env } = await chromium();
    const profile = mkdtempSync(path.join(tmpdir(), 'alerts-pages-'));
    const { width, height, colorScheme } = reader;
    const context = await driver.launchPersistentContext(profile, {
      executablePath: program,
      args,
      env: { ...process.env, ...env, HOME: profile } as Record<string, string>,
      viewport: { width, height },
      colorScheme,
    });
    return new Browser(context, profile);
  }

  /** Opens a file. */
  async open(file: string): Promise<OpenPage> {
    const page = await this.#context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    const address = new URL(`file://${file}`).href;
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => request.url() === address || requests.push(request.url()));
    await page.goto(address);
    return { page, complaints, requests };
  }

  async close(): Promise<void> {
    await this.#context.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}
