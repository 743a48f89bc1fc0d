/** What `init` has to know. */
export interface InitAnswers {
  /** Id of the organisation. */
  readonly name: string;
  /** Random; part of every marker. */
  readonly uid: string;
  /** Folder of the definitions, relative, without a trailing slash. */
  readonly dir: string;
  readonly timezone: string;
  /** The first person on call; a part that nobody knows is left out, and lint asks for it. */
  readonly person: { readonly id: string; readonly name?: string; readonly email?: string };
  /** Monday on which the first turn started, `YYYY-MM-DD`. */
  readonly firstMonday: string;
  /** Version of the tool that the files pin. */
  readonly version: string;
}

/** The command line that continuous integration, hooks and people without an installation use. */
export function npx(answers: InitAnswers): string {
  return `npx --yes alerts-as-code@${answers.version}`;
}

/** `--dir …` where it is not the default. */
export function dirOption(answers: InitAnswers): string {
  return answers.dir === 'alerts' ? '' : ` --dir ${answers.dir}`;
}
