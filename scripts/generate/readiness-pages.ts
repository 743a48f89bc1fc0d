import type { CheckExample, ReadinessCheck } from '../../src/readiness/check.ts';
import { checks } from '../../src/readiness/registry.generated.ts';

/** Pages of the readiness gate, one per check and an index: file to text. */
export function readinessPages(): [string, string][] {
  return [
    ...checks.map((check): [string, string] => [`docs/readiness/${check.id}.md`, page(check)]),
    ['docs/readiness/index.md', index()],
  ];
}

const effort = { 1: 'minutes', 2: 'an hour', 3: 'a day' };

function page(check: ReadinessCheck): string {
  const { id, code, summary, why, level, maturity, examples } = check;
  return [
    `# ${id}`,
    summary,
    `| number | level | stage | effort per gap |\n| --- | --- | --- | --- |\n| ${code} | ${level} | ${maturity.stage} | ${effort[check.effort]} |`,
    `**Why.** ${why}`,
    '## Fails',
    ...examples.bad.map(exampleText),
    '## Passes, or is not applicable',
    ...examples.good.map(exampleText),
    `To be exempt for a while, write a document of kind \`Exemption\` with \`check: ${id}\`.`,
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

function exampleText(example: CheckExample): string {
  const patches = (['application', 'squad', 'project'] as const).flatMap((part) =>
    example[part] === undefined ? [] : [block(`in the ${part}`, example[part] as string)],
  );
  const files = Object.entries(example.files ?? {}).map(([file, text]) =>
    text === '' ? `Without \`${file}\`.` : block(file, text),
  );
  const parts = [example.because ? `${example.because}:` : '', ...patches, ...files].filter(Boolean);
  return parts.length > 0 ? parts.join('\n\n') : 'The ready application.';
}

function block(label: string, yaml: string): string {
  return `\`\`\`yaml fragment\n# ${label}\n${yaml.trim()}\n\`\`\``;
}

function index(): string {
  const rows = checks.map(
    ({ id, code, level, maturity, summary }) =>
      `| [${id}](${id}.md) | ${code} | ${level} | ${maturity.stage} | ${summary} |`,
  );
  return [
    '# Readiness',
    `\`alerts readiness\` judges every application by ${checks.length} checks, in the environments that page. A check passes, fails, is exempt, not applicable, or unknown; what is unknown in tier 1 is a warning.`,
    'A failure weighs as much as the stage of its check: `preview` shows it, `warn` warns, `enforce` blocks. The project changes stages, with a day on which they begin:',
    '```yaml fragment\n# in the project\nreadiness:\n  checks:\n    tests/fires: { stage: enforce, from: 2027-03-01 }\n  approvers: sre\n  approvals: { tiers: [1, 2] }\n  maxExemption: { 1: 60 }\n```',
    'Levels inform: an application is at a level when nothing of it and of those below is open. Every report names the two cheapest steps to the next one; each failure says the command that scaffolds what is missing, or the place to edit and what to write there. Examples on the pages are patches of one ready application of tier 1.',
    'An `Exemption` names a check (by its id, or by its number for all of that number), selects applications, and needs a reason, an owner of the squad, an approver of the group, and a last day. With `alert`, `category` or `priority` in `when` it stands for single alerts: the check still fails for all others, and each exempt gap is counted. Exemptions are counted in every report, and one that names an alert that does not exist is an error.',
    'With `approvals` every page of these tiers needs an approving review of somebody of the group: [approvals](../approvals.md).',
    'With `--baseline FILE` only failures that it does not know block; `--update-baseline` writes the first one and afterwards only removes what is mended.',
    '`--format html=FILE` writes one page for a phone as well as for paper: counts, applications by areas, what is exempt until when, and a card per application. It holds no script and asks for nothing; people are named by their initials. `markdown` and `json` say the same.',
    ['| check | number | level | stage | demands |', '| --- | --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
