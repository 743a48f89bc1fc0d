import { dirOption, npx, type InitAnswers } from './answers.ts';

/**
 * `.github/workflows/alerts.yml`. The job that reads the pull request's files has no secrets and may write nothing; the one that
 * comments checks nothing out. Pull requests from forks get the check and the summary, not the comment.
 */
export function githubWorkflow(answers: InitAnswers): string {
  const tool = npx(answers);
  const dir = dirOption(answers);
  return `name: alerts
on:
  pull_request:
    paths: ['${answers.dir}/**', '.github/workflows/alerts.yml']
  push:
    branches: [main]
    paths: ['${answers.dir}/**']
permissions: {}
concurrency:
  group: alerts-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@v5
        with:
          node-version: 22
      - name: lint
        run: ${tool} lint${dir} --format github
      - name: plan
        if: github.event_name == 'pull_request'
        env:
          BASE: origin/\${{ github.base_ref }}
        run: |
          ${tool} plan${dir} --against "$BASE" --format markdown=plan.md
          cat plan.md >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        if: github.event_name == 'pull_request'
        with:
          name: alerts-plan
          path: plan.md
          retention-days: 7
  comment:
    needs: check
    if: github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      pull-requests: write
    steps:
      - uses: actions/download-artifact@v5
        with:
          name: alerts-plan
      - uses: actions/github-script@v8
        with:
          script: |
            const marker = '<!-- alerts-as-code plan -->';
            const plan = require('node:fs').readFileSync('plan.md', 'utf8').slice(0, 65000);
            const body = \`\${marker}\\n\${plan}\`;
            const issue = { ...context.repo, issue_number: context.issue.number };
            const comments = await github.paginate(github.rest.issues.listComments, issue);
            // Anybody can write the marker into a comment; only our own comment is edited.
            const ours = comments.find(
              ({ user, body }) => user?.login === 'github-actions[bot]' && body?.startsWith(marker),
            );
            if (ours) await github.rest.issues.updateComment({ ...context.repo, comment_id: ours.id, body });
            else await github.rest.issues.createComment({ ...issue, body });
`;
}
