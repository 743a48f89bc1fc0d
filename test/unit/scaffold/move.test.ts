import { describe, expect, it } from 'vitest';
import { moveAlert } from '../../../src/scaffold/move/alert.ts';
import { moveApplication } from '../../../src/scaffold/move/application.ts';
import { Workspace } from '../../../src/scaffold/move/workspace.ts';

const application = (id: string, rest: string): string =>
  `apiVersion: alerts/v1\nkind: Application\nid: ${id}\n${rest}`;
const alert = (id: string, rest = ''): string => `  ${id}:\n    description: D\n${rest}`;
const at = (file: string, app: string, id: string, squad = 'payments'): Parameters<typeof moveAlert>[1] => ({
  file, application: app, id, squad,
}); // prettier-ignore

describe('renaming an alert', () => {
  const rename = (text: string, from: string, to: string): string => {
    const space = new Workspace([{ path: 'a.yaml', text }]);
    moveAlert(space, at('a.yaml', 'app', from), at('a.yaml', 'app', to));
    return space.text('a.yaml').slice(application('app', '').length);
  };

  it('keeps every earlier name, and forgets the one that is right again', () => {
    expect(rename(application('app', `alerts:\n${alert('b', '    renamedFrom: [a]\n')}`), 'b', 'c')).toContain(
      'renamedFrom: [a, b]',
    );
    expect(rename(application('app', `alerts:\n${alert('b', '    renamedFrom: [a]\n')}`), 'b', 'a')).toContain(
      'renamedFrom: [b]',
    );
  });

  it('counts earlier names of the application, since neither may have been applied', () => {
    const text = rename(application('app', `renamedFrom: [old]\nalerts:\n${alert('a')}`), 'a', 'b');
    expect(text).toContain('renamedFrom: [a, old/a]');
  });

  it('keeps quotes, line breaks and comments', () => {
    const text = application('app', `alerts:\n  # over\n  "a": # behind\n    description: D\n`).replaceAll(
      '\n',
      '\r\n',
    );
    const space = new Workspace([{ path: 'a.yaml', text }]);
    moveAlert(space, at('a.yaml', 'app', 'a'), at('a.yaml', 'app', 'b'));
    expect(space.text('a.yaml')).toMatch(
      / {2}# over\r\n {2}b: # behind\r\n {4}renamedFrom: \[a\]\r\n {4}description: D\r\n$/,
    );
  });

  it('works in braces, and refuses what is only mentioned', () => {
    expect(rename(application('app', 'alerts:\n  a: { description: D }\n'), 'a', 'b')).toBe(
      'alerts:\n  b: { renamedFrom: [a], description: D }\n',
    );
    expect(() => rename(application('app', 'alerts:\n  a:\n'), 'a', 'b')).toThrow('not written out');
  });

  it('follows mentions in composites and tests, once where an anchor is used twice', () => {
    const members = (m: string): string =>
      `    source: { datadog: { composite: { members: { x: ${m}, y: app/b, z: other/a } } } }\n`;
    const text = rename(
      application('app', `alerts:\n${alert('a')}${alert('c', members('&one a'))}${alert('d', members('app/a'))}`),
      'a',
      'n',
    );
    expect(text).toContain(members('&one n'));
    expect(text).toContain(members('app/n'));
  });
});

describe('moving an alert to another application', () => {
  it('leaves an empty map behind, and rebases what the alert names', () => {
    const own = `    runbook: ./runbooks/a.md\n    renamedFrom: [older]\n`;
    const space = new Workspace([
      { path: 'p/one.yaml', text: application('one', `alerts:\n${alert('a', own)}tags: { x: y }\n`) },
      { path: 'b/two.yaml', text: application('two', '') },
    ]);
    moveAlert(space, at('p/one.yaml', 'one', 'a'), at('b/two.yaml', 'two', 'a', 'billing'));
    expect(space.text('p/one.yaml')).toBe(application('one', 'alerts: {}\ntags: { x: y }\n'));
    expect(space.text('b/two.yaml')).toBe(
      application(
        'two',
        `alerts:\n  a:\n    transferredFrom: payments\n    description: D\n    runbook: ../p/runbooks/a.md\n    renamedFrom: [one/older, one/a]\n`,
      ),
    );
  });

  it('gives former neighbours their full names, in both directions', () => {
    const members = (m: string): string => `    source: { datadog: { composite: { members: { x: ${m} } } } }\n`;
    const space = new Workspace([
      { path: 'one.yaml', text: application('one', `alerts:\n${alert('a', members('b'))}${alert('b', members('a'))}`) },
      { path: 'two.yaml', text: application('two', `alerts:\n${alert('z')}`) },
    ]);
    moveAlert(space, at('one.yaml', 'one', 'a'), at('two.yaml', 'two', 'a'));
    expect(space.text('one.yaml')).toContain(members('two/a'));
    expect(space.text('two.yaml')).toContain(members('one/b'));
  });
});

describe('moving an application', () => {
  const place = { file: 'payments/app.yaml', id: 'app', squad: 'payments' };

  it('qualifies names under which its alerts were known before', () => {
    const space = new Workspace([
      { path: place.file, text: application('app', `alerts:\n${alert('b', '    renamedFrom: [a, x/y]\n')}`) },
      { path: 'other.yaml', text: application('other', 'dependencies: [app, apple]\n') },
    ]);
    moveApplication(space, place, { id: 'new', squad: 'payments', folder: 'payments', folderBefore: 'payments' });
    expect(space.paths.sort()).toEqual(['other.yaml', 'payments/new.yaml']);
    expect(space.text('payments/new.yaml')).toContain('id: new\nrenamedFrom: [app]\n');
    expect(space.text('payments/new.yaml')).toContain('renamedFrom: [app/a, x/y]');
    expect(space.text('other.yaml')).toContain('dependencies: [new, apple]');
  });

  it('takes one document out of several', () => {
    const other = application('other', '');
    const space = new Workspace([
      {
        path: place.file,
        text: `${other}---\n# of app\n${application('app', 'tier: 1\n')}---\n${application('third', '')}`,
      },
    ]);
    moveApplication(space, place, { id: 'app', squad: 'billing', folder: 'billing', folderBefore: 'payments' });
    expect(space.text(place.file)).toBe(`${other}---\n${application('third', '')}`);
    expect(space.text('billing/app.yaml')).toBe(
      `# of app\n${application('app', 'transferredFrom: payments\ntier: 1\n')}`,
    );
  });

  it('writes the owner where no folder says it', () => {
    const space = new Workspace([{ path: place.file, text: application('app', 'squad: payments\n') }]);
    moveApplication(space, place, { id: 'app', squad: 'billing' });
    expect(space.text(place.file)).toBe(application('app', 'transferredFrom: payments\nsquad: billing\n'));
  });

  it('carries runbooks that nobody else names', () => {
    const uses = (file: string): string =>
      `alerts:\n${alert('a', `    runbook: ./runbooks/${file}\n`)}${alert('b', '    runbook: ./runbooks/shared.md\n')}`;
    const space = new Workspace([
      { path: place.file, text: application('app', uses('own.md')) },
      { path: 'payments/two.yaml', text: application('two', uses('two.md')) },
    ]);
    const carried = moveApplication(space, place, {
      id: 'app',
      squad: 'billing',
      folder: 'billing',
      folderBefore: 'payments',
    });
    expect([...carried]).toEqual([['payments/runbooks/own.md', 'billing/runbooks/own.md']]);
    expect(space.text('billing/app.yaml')).toContain('runbook: ./runbooks/own.md');
    expect(space.text('billing/app.yaml')).toContain('runbook: ../payments/runbooks/shared.md');
  });
});
