// Says what the tests on a real account need and is not there. It ends with an error then: what is not there is neither passed nor skipped.
const needs = {
  DD_API_KEY: 'an API key of a Datadog organisation in which objects may be created',
  DD_APP_KEY: 'an application key that may read and write monitors and SLOs',
  DD_HOST: 'the address of its API, e.g. https://api.datadoghq.eu',
};
const missing = Object.entries(needs).filter(([name]) => !process.env[name]);
if (missing.length > 0) {
  const lines = missing.map(([name, what]) => `  ${name}: ${what}\n`).join('');
  process.stderr.write(`The tests on a real Datadog account cannot run. Not set:\n${lines}`);
  process.exit(2);
}
