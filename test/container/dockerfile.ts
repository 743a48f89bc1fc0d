/** One instruction of a Dockerfile, with the line on which it begins. */
export interface Instruction {
  readonly name: Name;
  /** What stands after the name; continued lines are joined. */
  readonly text: string;
  readonly line: number;
}

/** A stage: what a FROM begins. */
export interface Stage {
  readonly base: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

const names = [
  'FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD',
] as const; // prettier-ignore
type Name = (typeof names)[number];

/**
 * The stages of a Dockerfile. Only what this reader knows is read: https://docs.docker.com/reference/dockerfile/
 * @throws Error for an instruction, a directive or a variable that it does not know
 */
export function readDockerfile(text: string): Stage[] {
  const stages: { base: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsIn(text)) {
    if (instruction.name !== 'FROM') {
      const stage = stages.at(-1);
      if (!stage) throw refusal(instruction.line, `${instruction.name} before FROM`);
      stage.instructions.push(instruction);
      continue;
    }
    const [, base, name] = /^(\S+)(?: AS (\S+))?$/.exec(instruction.text) ?? [];
    if (base === undefined || base.startsWith('--')) throw refusal(instruction.line, instruction.text);
    stages.push({ base, name, instructions: [] });
  }
  return stages;
}

function instructionsIn(text: string): Instruction[] {
  const found: Instruction[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let whole = lines[index] ?? '';
    if (/^\s*$/.test(whole)) continue;
    if (whole.startsWith('#')) {
      if (/^#\s*(syntax|escape|check)\s*=/i.test(whole)) throw refusal(line, whole);
      continue;
    }
    while (whole.endsWith('\\')) whole = whole.slice(0, -1) + (lines[++index] ?? '').trimStart();
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(whole) ?? [];
    const name = names.find((one) => one === word);
    if (!name) throw refusal(line, whole);
    if (name !== 'RUN' && rest.includes('$')) throw refusal(line, whole);
    found.push({ name, text: rest.trim(), line });
  }
  return found;
}

/** The words of an instruction in its JSON form, the only one that starts a program without a shell. */
export function execForm({ text, line }: Instruction): string[] {
  const words = JSON.parse(text) as unknown;
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) throw refusal(line, text);
  return words;
}

/** Flags `--name=value` at the beginning, and the words after them. */
export function flagsAndWords(
  { text, line }: Instruction,
  known: readonly string[],
): { readonly flags: ReadonlyMap<string, string>; readonly words: readonly string[] } {
  const all = text.split(/\s+/);
  const flags = new Map<string, string>();
  while (all[0]?.startsWith('--')) {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.+)$/.exec(all.shift() ?? '') ?? [];
    if (!known.includes(name)) throw refusal(line, text);
    flags.set(name, value);
  }
  return { flags, words: all };
}

/** What this reader does not understand at a line. */
export function refusal(line: number, what: string): Error {
  return new Error(`Dockerfile:${line}: the test's reader does not understand "${what}": teach it, or leave it out.`);
}
