import type { InitAnswers } from './answers.ts';

/**
 * `.gitlab-ci.yml`: `ci/gitlab.yml` of this package, for the folder of the definitions. What is installed and run comes from the target branch; the
 * merge request's files are data.
 */
export function gitlabPipeline(answers: InitAnswers): string {
  return `# Lint, tests, readiness and plan of a merge request. GITLAB_TOKEN is a masked variable with a project access token (scope api), which writes
# one note; without it the artifact has everything.
alerts:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      changes:
        - ${answers.dir}/**/*
        - package-lock.json
  variables:
    GIT_DEPTH: '0'
    GIT_CHECKOUT: 'false'
    ALERTS_DIR: ${answers.dir}
    ALERTS_PACKAGE: .
  script:
    - |
      set -eu
      git -c core.hooksPath=/dev/null fetch --quiet --no-tags origin "refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME"
      export ALERTS_BASE="$(git rev-parse FETCH_HEAD)"
      export ALERTS_HEAD="\${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-$CI_COMMIT_SHA}"
      base="$(mktemp -d)"
      git archive --format=tar --output="$base.tar" "$ALERTS_BASE"
      tar -x -f "$base.tar" -C "$base"
      export ALERTS_TOOL="$base/$ALERTS_PACKAGE"
      if [ ! -f "$ALERTS_TOOL/package-lock.json" ]; then
        echo "The target branch has no package-lock.json yet: there is no tool of its own to judge with."
        exit 0
      fi
      (cd "$ALERTS_TOOL" && env -u GITLAB_TOKEN -u CI_JOB_TOKEN npm ci --ignore-scripts --no-audit --no-fund)
      rm -f gl-code-quality-report.json alerts.md
      sh "$ALERTS_TOOL/node_modules/alerts-as-code/ci/pull-request.sh" --dir "$ALERTS_DIR" --format text \\
        --format "gitlab=$CI_PROJECT_DIR/gl-code-quality-report.json" --format "markdown=$CI_PROJECT_DIR/alerts.md"
  artifacts:
    when: always
    expire_in: 1 week
    expose_as: alerts
    paths:
      - alerts.md
    reports:
      codequality: gl-code-quality-report.json
`;
}
