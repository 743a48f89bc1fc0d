import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = path.resolve('deploy/watch');
const instructions = readFileSync(path.join(folder, 'Dockerfile'), 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const unit = readFileSync(path.join(folder, 'alerts-watch.service'), 'utf8');

function values(instruction: string): string[] {
  return instructions.flatMap((line) =>
    line.startsWith(`${instruction} `) ? [line.slice(instruction.length + 1)] : [],
  );
}

function setting(name: string): string | undefined {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];
}

describe('the container file', () => {
  it('builds on exact versions of a supported Node', () => {
    const bases = values('FROM');
    expect(bases.length).toBeGreaterThan(0);
    for (const base of bases) expect(base).toMatch(/^node:20\.\d+\.\d+-\S+( AS \w+)?$/);
  });

  it('copies what is there, and nothing that may hold credentials or state', () => {
    const sources = values('COPY')
      .filter((line) => !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(0, -1));
    for (const source of sources) {
      expect(() => readFileSync(source, { flag: 'r' })).not.toThrow(/ENOENT/);
      expect(source).not.toMatch(/^\.$|\.env|\.alerts|\.npmrc/);
    }
  });

  it('runs as somebody who is not root, with no credential in the image', () => {
    const last = instructions.findIndex((line) => line.startsWith('ENTRYPOINT'));
    const user = instructions.findLastIndex((line) => line.startsWith('USER '));
    expect(instructions[user]).toBe('USER node');
    expect(user).toBeLessThan(last);
    for (const line of [...values('ENV'), ...values('ARG'), ...values('RUN')])
      expect(line).not.toMatch(/key|password|token|secret/i);
  });

  it('fetches nothing but packages of the lock file', () => {
    for (const line of values('RUN')) expect(line).not.toMatch(/curl|wget|npm install|apt-get/);
    expect(values('RUN').join()).toContain('npm ci --ignore-scripts');
    expect(values('ADD')).toEqual([]);
  });
});

describe('the systemd unit', () => {
  it('runs as a user of its own on a system that it cannot change', () => {
    const expected = {
      DynamicUser: 'yes',
      ProtectSystem: 'strict',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      UMask: '0077',
      StateDirectoryMode: '0700',
    };
    for (const [name, value] of Object.entries(expected)) expect([name, setting(name)]).toEqual([name, value]);
    expect(setting('Environment')).not.toMatch(/key|password|token|secret/i);
  });

  it('is not started again for what only a person can mend', () => {
    expect(setting('RestartPreventExitStatus')).toBe('1 2');
  });

  // Elsewhere than on systemd's machines only the form can be checked.
  it('has settings that systemd knows', () => {
    const { status, stderr, error } = spawnSync(
      'systemd-analyze',
      ['verify', path.join(folder, 'alerts-watch.service')],
      { encoding: 'utf8' },
    );
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
      return expect(unit.split('\n').filter((line) => !/^(#.*|\[\w+\]|\w+=.*|)$/.test(line))).toEqual([]);
    expect([status, stderr]).toEqual([0, '']);
  });
});
