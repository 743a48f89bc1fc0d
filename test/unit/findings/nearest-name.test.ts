import { expect, test } from 'vitest';
import { nearestName } from '../../../src/findings/nearest-name.ts';

test.each([
  ['chekout', ['checkout', 'check'], 'checkout'],
  ['SARIF', ['serif', 'sarif'], 'sarif'],
  ['jsno', ['json', 'junit'], 'json'],
  ['critcal-thresholt', ['critical-threshold'], 'critical-threshold'],
  ['payments', ['orders', 'identity'], undefined],
  ['', ['a', 'b'], undefined],
  ['x', ['a', 'ab'], undefined],
  ['anything', [], undefined],
])('%s of %j is %s', (word, candidates, expected) => expect(nearestName(word, candidates)).toBe(expected));
