import { expect, it } from 'vitest';
import { run } from '../../../src/commands/readiness.ts';
import { testHost } from '../../support/host.ts';

it('refuses a format that does not exist before anything is read or tested', async () => {
  await expect(run({ dir: 'nowhere', format: ['htm'] }, testHost())).rejects.toThrow(
    '--format: there is no format "htm". Did you mean "html"?',
  );
});
