import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { referencePage } from '../../src/alert-tests/reference-page.ts';
import { builtInChecks } from '../../src/lint/built-in.ts';
import { rules } from '../../src/lint/registry.generated.ts';
import type { Rule, RuleExample } from '../../src/lint/rule.ts';
import { unbreakableMeasurementRules } from '../../src/lint/unbreakable-measurement.ts';
import { unbreakableRules } from '../../src/lint/unbreakable.ts';
import { providers } from '../../src/providers/registry.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { readinessPages } from './readiness-pages.ts';

/** Pages that are written from metadata: file to text. */
export async function docPages(root: string): Promise<[string, string][]> {
  return [
    ...readinessPages(),
    ...rules.map((rule): [string, string] => [`docs/rules/${rule.id}.md`, rulePage(rule)]),
    ['docs/rules/index.md', ruleIndex()],
    ['docs/alert-tests.md', `${referencePage()}\n`],
    ...providers.map((provider): [string, string] => [
      `docs/providers/${provider.name}.md`,
      providerPage(provider, notesOf(root, provider.name)),
    ]),
  ];
}

function rulePage(rule: Rule): string {
  const { recommended, strict, import: imported } = rule.presets;
  return [
    `# ${rule.id}`,
    rule.summary,
    `| preset | severity |\n| --- | --- |\n| recommended | ${recommended} |\n| strict | ${strict} |\n| import | ${imported} |`,
    `**Why.** ${rule.why}`,
    rule.fixable ? '`alerts fix` mends it.' : '',
    '## Reported',
    ...rule.examples.bad.map(exampleText),
    '## Quiet',
    ...rule.examples.good.map(exampleText),
    '## Messages',
    Object.values<string>(rule.messages)
      .map((message) => `- ${message.replaceAll('<', '&lt;').replaceAll('|', '\\|')}`)
      .join('\n'),
    suppressionHint(rule.id),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function suppressionHint(id: string): string {
  return `To accept it in one place, with a reason and a date:\n\n\`\`\`text\n# alerts-ignore ${id} until=2027-01-31: why it is right here\n\`\`\``;
}

function exampleText(example: RuleExample): string {
  const patches = (['alert', 'application', 'squad', 'project'] as const).flatMap((part) =>
    example[part] === undefined ? [] : [block(`in the ${part}`, example[part] as string)],
  );
  const files = Object.entries(example.files ?? {}).map(([file, text]) => block(file, text));
  return [example.because ? `${example.because}:` : '', ...patches, ...files].filter(Boolean).join('\n\n');
}

function block(label: string, yaml: string): string {
  return `\`\`\`yaml fragment\n# ${label}\n${yaml.trim()}\n\`\`\``;
}

function ruleIndex(): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](${rule.id}.md) | ${rule.presets.recommended} | ${rule.presets.strict} | ${rule.fixable ? 'yes' : ''} | ${rule.summary} |`,
  );
  const builtIn = builtInChecks.map((check) => `| ${check.id} | ${check.summary} | ${check.why} |`);
  const unbreakable = [...unbreakableRules, ...unbreakableMeasurementRules].map(
    (rule) => `| ${rule.id} | ${rule.why} |`,
  );
  return [
    '# Rules',
    `${rules.length} rules; severities per preset. \`alerts explain RULE\` prints a page.`,
    ['| rule | recommended | strict | fix | demands |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
    '## Checks before the rules',
    'They belong to loading, linking, resolving and compiling; they are errors and cannot be switched off.',
    ['| check | finds | why |', '| --- | --- | --- |', ...builtIn].join('\n'),
    '## What the format makes impossible',
    'Rules that other linters need and this one does not.',
    ['| rule | why it cannot be broken |', '| --- | --- |', ...unbreakable].join('\n'),
  ].join('\n\n');
}

/** What a vendor's folder says about it, without the title; links as they are from its page. */
function notesOf(root: string, name: string): string {
  const file = path.join(root, 'src', 'providers', name, 'README.md');
  if (!existsSync(file)) return '';
  const [, ...notes] = readFileSync(file, 'utf8').split('\n');
  return notes.join('\n').trim().replaceAll('](../../../docs/', '](../');
}

function providerPage(provider: Provider, notes: string): string {
  const sources = Object.entries(provider.sources).map(
    ([type, source]) => `| \`${provider.name}${type ? `.${type}` : ''}\` | ${source.condition} | ${source.summary} |`,
  );
  const types = Object.entries(provider.resourceTypes).map(
    ([type, resource]) => `| ${resource.noun} | \`${type}\` | ${resource.adoption} |`,
  );
  const constraints = provider.constraints.map(
    (one) => `| \`${one.id}\` | ${one.summary} | ${one.why} | ${one.source} |`,
  );
  return [
    `# ${provider.title}`,
    provider.compiles || provider.compileSquad
      ? ''
      : 'The format covers this vendor; compiling to it is not built yet.',
    notes,
    sources.length > 0
      ? [
          '## Sources',
          ['| source | condition | what it measures |', '| --- | --- | --- |', ...sources].join('\n'),
        ].join('\n\n')
      : provider.compileSquad
        ? 'An on-call backend: it calls people, and measures nothing.'
        : 'It measures nothing: it is a connection only.',
    types.length > 0
      ? [
          '## Resources',
          ['| resource | Pulumi type | found again by |', '| --- | --- | --- |', ...types].join('\n'),
        ].join('\n\n')
      : '',
    constraints.length > 0
      ? [
          '## Constraints checked before the vendor does',
          ['| id | demands | why | source |', '| --- | --- | --- | --- |', ...constraints].join('\n'),
        ].join('\n\n')
      : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}
