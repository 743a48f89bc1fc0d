import { expect, it } from 'vitest';
import { touchedApplications } from '../../../src/commands/touched-applications.ts';
import { exampleFiles } from '../../../src/lint/examples/example-files.ts';
import { runTexts } from '../../support/tree.ts';

const other = 'apiVersion: alerts/v1\nkind: Application\nid: ledger\nsquad: payments\ntier: 3\ntypes: [cron]\n';
const exempt = (when: string): string =>
  `apiVersion: alerts/v1\nkind: Exemption\nid: later\ncheck: slo/exists\nwhen: ${when}\nreason: it is planned\nowner: ana\nuntil: 2026-12-20\n`;

async function touchedBy(file: string, when = '{ application: ledger }'): Promise<string[]> {
  const files = { ...exampleFiles({}), 'payments/ledger.yaml': other, 'payments/exemptions.yaml': exempt(when) };
  return [...touchedApplications(await runTexts(files), new Set([`alerts/payments/${file}`]))].sort();
}

it.each([
  ['{ application: ledger }', ['ledger']],
  ['{ tier: 3 }', ['ledger']],
  ['{ type: cron }', ['ledger']],
  ['{ alert: checkout-api/card-errors }', ['checkout-api']],
  ['{ alert: card-errors }', ['checkout-api', 'ledger']],
  ['{ squad: payments, priority: P1 }', ['checkout-api', 'ledger']],
  ['{ squad: documents }', []],
])('an exemption for %s touches what it may stand for', async (when, expected) => {
  expect(await touchedBy('exemptions.yaml', when)).toEqual(expected);
});

it('an application touches itself', async () => {
  expect(await touchedBy('ledger.yaml')).toEqual(['ledger']);
});
