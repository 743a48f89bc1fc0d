import { expect, test } from 'vitest';
import { explainLive } from '../../../src/commands/live-errors.ts';
import { UsageError, type Host } from '../../../src/cli/command.ts';
import { liveProviderOf } from '../../../src/engine/vendors/vendors.ts';

test('a vendor that compiles and cannot be applied is a mistake of use, with a way out', async () => {
  const host = { interruption: () => new AbortController().signal } as Host;
  const asked = explainLive(host, async () => {
    await liveProviderOf('pagerduty');
    return { exitCode: 0, outputs: [] };
  });
  await expect(asked).rejects.toThrow(UsageError);
  await expect(asked).rejects.toThrow(/pagerduty cannot be applied yet.*alerts compile/);
});
