import type { InitAnswers } from './answers.ts';
import { squadFile } from '../squad-file.ts';
import { applicationFile, peopleFile, projectFile } from './definitions.ts';
import { githubWorkflow } from './github.ts';
import { gitlabPipeline } from './gitlab.ts';
import { editorSettings, gitIgnore, preCommit, readme } from './surroundings.ts';

/** Which continuous integration gets a pipeline. */
export const ciChoices = ['github', 'gitlab', 'both', 'none'] as const;
export type CiChoice = (typeof ciChoices)[number];

/** What the folder holds already. */
export interface InitSurroundings {
  readonly ci: CiChoice;
  /** Whether definitions exist already: then only what is around them is written. */
  readonly hasDefinitions: boolean;
  /** Whether the package is installed in this repository. */
  readonly installed: boolean;
}

/** A file of the scaffold. `merge` says what an existing file of that name needs. */
export interface ScaffoldFile {
  readonly file: string;
  readonly text: string;
  readonly merge?: string;
}

/** Every file that `init` writes where none is. */
export function initFiles(answers: InitAnswers, around: InitSurroundings): ScaffoldFile[] {
  const { dir } = answers;
  const definitions: ScaffoldFile[] = [
    { file: `${dir}/project.yaml`, text: projectFile(answers) },
    { file: `${dir}/people.yaml`, text: peopleFile(answers) },
    { file: `${dir}/platform/squad.yaml`, text: firstSquad(answers) },
    { file: `${dir}/platform/website.yaml`, text: applicationFile() },
  ];
  const { ci } = around;
  return [
    ...(around.hasDefinitions ? [] : definitions),
    ...(ci === 'github' || ci === 'both'
      ? [{ file: '.github/workflows/alerts.yml', text: githubWorkflow(answers) }]
      : []),
    ...(ci === 'gitlab' || ci === 'both'
      ? [
          {
            file: '.gitlab-ci.yml',
            text: gitlabPipeline(answers),
            merge: 'add the job of ci/gitlab.yml of this package',
          },
        ]
      : []),
    ...(ci === 'none' ? [] : [packageFile(answers)]),
    { file: '.pre-commit-config.yaml', text: preCommit(answers), merge: 'add a local hook that runs lint' },
    { file: '.vscode/settings.json', text: editorSettings(answers, around.installed), merge: 'add "yaml.schemas"' },
    { file: '.gitignore', text: gitIgnore(), merge: 'add the line .alerts/' },
    { file: 'README.md', text: readme(answers), merge: 'add a section about alerting' },
  ];
}

/** Pipelines run what the base of a change has locked. */
function packageFile({ version }: InitAnswers): ScaffoldFile {
  const pinned = { 'alerts-as-code': version };
  return {
    file: 'package.json',
    text: `${JSON.stringify({ private: true, devDependencies: pinned }, undefined, 2)}\n`,
    merge: `run "npm install --save-dev --save-exact alerts-as-code@${version}"`,
  };
}

function firstSquad({ person, firstMonday }: InitAnswers): string {
  return squadFile({ id: 'platform', members: [person.id], channel: '#squad-platform', firstMonday });
}
