import type { CompletedCommand, CompletedOption, Words } from './words.ts';

/** A script for fish 3. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.map(({ path }) => path).filter(Boolean);
  const lines = commands.flatMap((command) => [
    ...command.subcommands.map(
      ({ name, summary }) => `complete -c alerts -n ${at(command)} -a ${quote(name)} -d ${quote(summary)}`,
    ),
    ...operandLines(command),
    ...command.options.map(
      (option) => `complete -c alerts -n ${at(command)} ${optionFlags(option)} -d ${quote(option.summary)}`,
    ),
  ]);
  return `# fish completion of alerts. Load it with: alerts completion fish | source
function __alerts_path
    set -l path ''
    for word in (commandline -opc)[2..-1]
        set -l longer (string trim -- "$path $word")
        contains -- $longer ${paths.map(quote).join(' ')}; and set path $longer
    end
    echo $path
end
function __alerts_at
    test (__alerts_path) = "$argv[1]"
end
function __alerts_ids
    alerts list --ids $argv[1] --quiet 2>/dev/null
end
complete -c alerts -f
${lines.join('\n')}
complete -c alerts-as-code -w alerts
`;
}

function at({ path }: CompletedCommand): string {
  return quote(`__alerts_at "${path}"`);
}

function operandLines(command: CompletedCommand): string[] {
  const words = argumentsOf(command.operand);
  return words === undefined ? [] : [`complete -c alerts -n ${at(command)} -a ${words}`];
}

function optionFlags({ flags, value }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  if (!value) return names;
  const words = argumentsOf(value);
  const parameter = value.files === true ? '-r -F' : '-x';
  return words === undefined ? `${names} ${parameter}` : `${names} ${parameter} -a ${words}`;
}

function argumentsOf({ fixed, names }: Words): string | undefined {
  if (names !== undefined) return quote(`(__alerts_ids ${names})`);
  return fixed.length === 0 ? undefined : quote(fixed.join(' '));
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
