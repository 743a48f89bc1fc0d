import type { CompletedCommand, Words } from './words.ts';

/** A script for bash 3.2 and later. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  const values = commands.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value ? [`    ${flags.map((flag) => `'${path}:${flag}'`).join('|')}) ${answer(value)}; return ;;`] : [],
    ),
  );
  const words = commands.flatMap(({ path, options, subcommands, operand }) => [
    `    '${path}:-'*) COMPREPLY=($(compgen -W '${options.flatMap(({ flags }) => flags).join(' ')}' -- "$cur")) ;;`,
    `    '${path}:'*) ${answer({ ...operand, fixed: [...subcommands.map(({ name }) => name), ...operand.fixed] })} ;;`,
  ]);
  return `# bash completion of alerts. Load it with: source <(alerts completion bash)
_alerts() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path='' dir=alerts i word
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    [ "$word" = --dir ] && dir="\${COMP_WORDS[i+1]:-alerts}"
    case "\${path:+$path }$word" in ${paths.join('|')}) path="\${path:+$path }$word" ;; esac
  done
  case "$path:$prev" in
${values.join('\n')}
  esac
  case "$path:$cur" in
${words.join('\n')}
  esac
}
complete -F _alerts alerts alerts-as-code
`;
}

function answer({ fixed, names, files }: Words): string {
  const list = [
    fixed.join(' '),
    names === undefined ? '' : `$(alerts list --ids ${names} --dir "$dir" --quiet 2>/dev/null)`,
  ].filter(Boolean);
  if (list.length === 0) return files ? 'COMPREPLY=($(compgen -f -- "$cur"))' : 'COMPREPLY=()';
  return `COMPREPLY=($(compgen -W "${list.join(' ')}" -- "$cur"))`;
}
