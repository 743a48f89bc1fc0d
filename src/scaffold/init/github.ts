import { dirOption, type InitAnswers } from './answers.ts';

/**
 * `.github/workflows/alerts.yml`. The pull request's files are data: what is installed and run comes from its base, which is all that is checked
 * out. Pull requests from forks get the verdict and the summary, not the comment.
 */
export function githubWorkflow(answers: InitAnswers): string {
  const dir = dirOption(answers);
  return `name: alerts
on:
  pull_request:
    paths: ['${answers.dir}/**', 'package-lock.json', '.github/workflows/alerts.yml']
  # An approval may be what is missing.
  pull_request_review:
    types: [submitted, dismissed]
  push:
    branches: [main]
    paths: ['${answers.dir}/**']
permissions: {}
concurrency:
  group: alerts-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: true
jobs:
  alerts:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          ref: \${{ github.event.pull_request.base.sha || github.sha }}
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0
        with:
          node-version: 22
          package-manager-cache: false
      # The pull request that brings this workflow has a base without the tool.
      - name: install the tool of the base
        if: hashFiles('package-lock.json') != ''
        run: npm ci --ignore-scripts --no-audit --no-fund
      - name: judge the pull request
        if: github.event.pull_request && hashFiles('package-lock.json') != ''
        env:
          ALERTS_BASE: \${{ github.event.pull_request.base.sha }}
          ALERTS_HEAD: \${{ github.event.pull_request.head.sha }}
          ALERTS_TOOL: \${{ github.workspace }}
          GITHUB_TOKEN: \${{ github.token }}
        run: sh node_modules/alerts-as-code/ci/pull-request.sh${dir}
      - name: lint
        if: github.event_name == 'push' && hashFiles('package-lock.json') != ''
        run: npx --no-install alerts lint${dir} --format github
`;
}
