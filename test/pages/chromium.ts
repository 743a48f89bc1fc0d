import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
} from 'node:fs';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar';
import { toolsFolder } from '../engine/tools-folder.ts';

/** Headless Chromium with the libraries and the font that it needs, as a package of the registry: https://github.com/Sparticuz/chromium */
const release = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  integrity: 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** A browser and the environment that it runs in. */
export interface Chromium {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser that checks pages: that of `ALERTS_TEST_CHROMIUM`, else one that is fetched once (70 MB, seconds) and kept between runs.
 * @throws Error that says what is missing
 */
export async function chromium(): Promise<Chromium> {
  const own = process.env['ALERTS_TEST_CHROMIUM'];
  if (own !== undefined) return { program: own, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('Set ALERTS_TEST_CHROMIUM to a Chromium: what the registry has is for Linux on x64 only.');
  const folder = path.join(toolsFolder(), `chromium-${release.version}`);
  if (!existsSync(folder)) await install(folder);
  return {
    program: path.join(folder, 'chromium'),
    env: { FONTCONFIG_FILE: path.join(folder, 'fonts-here.conf'), LD_LIBRARY_PATH: path.join(folder, 'lib') },
  };
}

async function install(folder: string): Promise<void> {
  const start = Date.now();
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  try {
    const archive = fetched(draft);
    await extract({ file: archive, cwd: draft, strip: 2, filter: (name) => name.endsWith('.br') });
    rmSync(archive);
    for (const name of ['chromium', 'al2023.tar', 'fonts.tar', 'swiftshader.tar'])
      await inflate(path.join(draft, name));
    chmodSync(path.join(draft, 'chromium'), 0o755);
    writeFileSync(path.join(draft, 'fonts-here.conf'), fontsConfiguration(folder));
    rename(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  process.stderr.write(`tools of the tests of pages: Chromium: ${Math.round((Date.now() - start) / 1000)} s\n`);
}

/** The package's archive, as the registry client that installs everything else fetches it. */
function fetched(folder: string): string {
  const spec = `${release.name}@${release.version}`;
  const { status, stderr, error } = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder, spec], {
    cwd: folder,
    encoding: 'utf8',
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (status !== 0 || archive === undefined)
    throw new Error(`Pages are checked in a browser, and ${spec} cannot be fetched.\n${error?.message ?? stderr}`);
  const file = path.join(folder, archive);
  const digest = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (digest !== release.integrity) throw new Error(`${spec} is not what it was: its digest is ${digest}.`);
  return file;
}

async function inflate(file: string): Promise<void> {
  await pipeline(createReadStream(`${file}.br`), createBrotliDecompress(), createWriteStream(file));
  rmSync(`${file}.br`);
  if (!file.endsWith('.tar')) return;
  await extract({ file, cwd: path.dirname(file) });
  rmSync(file);
}

/** The package's font and no other: a page has the same widths on every machine. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${path.join(folder, 'fonts')}</dir><cachedir>${path.join(folder, 'font-cache')}</cachedir></fontconfig>
`;
}

/** Two runs may install at a time; the first one counts. */
function rename(draft: string, folder: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
