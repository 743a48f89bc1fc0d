import { dirOption, npx, type InitAnswers } from './answers.ts';

/** `.pre-commit-config.yaml`. */
export function preCommit(answers: InitAnswers): string {
  return `repos:
  - repo: local
    hooks:
      - id: alerts-lint
        name: alerts lint
        entry: ${npx(answers)} lint${dirOption(answers)}
        language: system
        files: ^${answers.dir.replaceAll('.', '\\.')}/
        pass_filenames: false
`;
}

/** `.vscode/settings.json`: completion and hover texts by the YAML extension. */
export function editorSettings(answers: InitAnswers, installed: boolean): string {
  const schemas = installed
    ? './node_modules/alerts-as-code/schemas'
    : `https://unpkg.com/alerts-as-code@${answers.version}/schemas`;
  return `{
  "yaml.schemas": {
    "${schemas}/alerts.schema.json": ["${answers.dir}/**/*.yaml"]
  }
}
`;
}

/** `.gitignore`. */
export function gitIgnore(): string {
  return '.alerts/\nnode_modules/\n';
}

/** `README.md`, or the section to add to it. */
export function readme(answers: InitAnswers): string {
  const tool = npx(answers);
  const dir = dirOption(answers);
  return `## Alerting

The alerts of ${answers.name} are code: YAML files under \`${answers.dir}/\`, checked on every pull request.

| file                     | says                                  |
| ------------------------ | ------------------------------------- |
| \`project.yaml\`           | environments, connections, defaults   |
| \`people.yaml\`            | who may be called                     |
| \`SQUAD/squad.yaml\`       | who is on call, and who is next       |
| \`SQUAD/APPLICATION.yaml\` | what may wake them, and how to fix it |

\`\`\`sh
${tool} lint${dir}         # what is wrong, and where
${tool} plan${dir}         # what applying would change
${tool} new alert${dir}    # another alert
\`\`\`
`;
}
