import { dirOption, npx, type InitAnswers } from './answers.ts';

/** `.gitlab-ci.yml`: findings as the merge request's code quality report, the plan as an artifact that the merge request links. */
export function gitlabPipeline(answers: InitAnswers): string {
  const tool = npx(answers);
  const dir = dirOption(answers);
  return `alerts:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      changes:
        - ${answers.dir}/**/*
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      changes:
        - ${answers.dir}/**/*
  variables:
    GIT_DEPTH: '0'
  script:
    - ${tool} lint${dir} --format text --format gitlab=gl-code-quality-report.json
    - |
      if [ -n "\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}" ]; then
        ${tool} plan${dir} --against "$CI_MERGE_REQUEST_DIFF_BASE_SHA" --format text --format markdown=alerts-plan.md
      fi
  artifacts:
    when: always
    expire_in: 1 week
    expose_as: alerts plan
    paths:
      - alerts-plan.md
    reports:
      codequality: gl-code-quality-report.json
`;
}
