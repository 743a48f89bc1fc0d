/** The version of the Pulumi CLI that we are tested with, and use unless one of the same minor version is on PATH. */
export const engineVersion = '3.230.0';

/** An archive of the CLI. */
export interface EngineArchive {
  readonly url: string;
  readonly sha256: string;
}

/** SHA-256 of the archives, by platform: pulumi/homebrew-tap, Formula/pulumi.rb at 6b6066f ("Pulumi version 3.230.0"). */
const digests: Readonly<Record<string, string>> = {
  'darwin-x64': 'b29c089c5907ad3f4f457aa90ac995b3cd69c9148f8309f22f9071e5d097087a',
  'darwin-arm64': '8e279fa8199053a592dc0c91659c327c144c73f0632a0f0047b342010f76d535',
  'linux-arm64': 'e9684f6909335aed95657c006e62d606a88fa09ef098378aff2f3a847d462325',
  'linux-x64': '52337212db85636fa598689cdcf6f54c0aa8a7ccd676dc04e00f2b6334eee8ec',
};

/** The archive for a platform as Node names it; undefined where none is pinned, e.g. on Windows. */
export function engineArchive(platform: string, arch: string): EngineArchive | undefined {
  const sha256 = digests[`${platform}-${arch}`];
  const name = `pulumi-v${engineVersion}-${platform}-${arch}.tar.gz`;
  if (sha256 === undefined) return undefined;
  return { url: `https://github.com/pulumi/pulumi/releases/download/v${engineVersion}/${name}`, sha256 };
}

/** Whether a version is one that we are tested with: the pinned one and its patches. */
export function isTested(version: string): boolean {
  const minor = engineVersion.slice(0, engineVersion.lastIndexOf('.') + 1);
  return version.startsWith(minor) && /^\d+$/.test(version.slice(minor.length));
}
