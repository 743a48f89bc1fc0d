import type { Tree } from '../../src/definitions/load/tree.ts';
import { run, type Run } from '../../src/pipeline/run.ts';

/** A tree of definitions in memory; keys are paths below `alerts/`. */
export function treeOfTexts(files: Readonly<Record<string, string | Uint8Array>>): Tree {
  const bytes = new Map(
    Object.entries(files).map(([name, content]) => [
      `alerts/${name}`,
      typeof content === 'string' ? Buffer.from(content) : content,
    ]),
  );
  return {
    root: 'alerts',
    files: [...bytes]
      .filter(([name]) => /\.ya?ml$/.test(name))
      .map(([path, content]) => ({ path, absolute: path, bytes: content }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    unreadable: [],
    readText: (from, relative) => {
      const path = new URL(relative, `file:///${from}`).pathname.slice(1);
      const content = bytes.get(path);
      return content
        ? {
            text: Buffer.from(content).toString('utf8'),
            path,
            digest: Buffer.from(content).toString('base64').slice(0, 64),
          }
        : { reason: 'there is no such file' };
    },
  };
}

/** The day on which all tests take place. */
export const testNow = new Date('2026-11-23T12:00:00Z');

/** Runs everything over texts. */
export function runTexts(files: Readonly<Record<string, string | Uint8Array>>): Promise<Run> {
  return run(treeOfTexts(files), { now: testNow });
}

/** `file:line:column severity rule message`, one per finding. */
export function findingLines(result: Run): string[] {
  return result.findings.map(
    ({ location, severity, rule, message }) =>
      `${location.file}:${location.line}:${location.column} ${severity} ${rule} ${message}`,
  );
}
