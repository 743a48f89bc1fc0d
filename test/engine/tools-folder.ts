import { homedir } from 'node:os';
import path from 'node:path';

/** Where programs of tests are kept between runs; `ALERTS_TEST_TOOLS` moves it. */
export function toolsFolder(): string {
  return process.env['ALERTS_TEST_TOOLS'] ?? path.join(homedir(), '.cache', 'alerts-as-code', 'test-tools');
}
