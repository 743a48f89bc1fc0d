import type { CompletedCommand, Words } from './words.ts';

/** A script for zsh 5. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  const values = commands.flatMap(({ path, options }) =>
    options.flatMap(({ flags, value }) =>
      value ? [`    ${flags.map((flag) => `'${path}:${flag}'`).join('|')}) ${answer(value)}; return ;;`] : [],
    ),
  );
  const words = commands.flatMap(({ path, options, subcommands, operand }) => {
    const flags = options.flatMap(({ flags: names, summary }) => names.map((name) => described(name, summary)));
    const below = subcommands.map(({ name, summary }) => described(name, summary));
    return [
      `    '${path}:-'*) candidates=(${flags.join(' ')}); _describe option candidates ;;`,
      below.length > 0
        ? `    '${path}:'*) candidates=(${below.join(' ')}); _describe command candidates ;;`
        : `    '${path}:'*) ${answer(operand)} ;;`,
    ];
  });
  return `#compdef alerts alerts-as-code
# zsh completion of alerts. Load it with: source <(alerts completion zsh)
_alerts() {
  local cur="\${words[CURRENT]}" prev="\${words[CURRENT-1]}" path_='' dir=alerts i word
  local -a candidates
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    [[ "$word" == --dir ]] && dir="\${words[i+1]:-alerts}"
    case "\${path_:+$path_ }$word" in (${paths.join('|')}) path_="\${path_:+$path_ }$word" ;; esac
  done
  case "$path_:$prev" in
${values.join('\n')}
  esac
  case "$path_:$cur" in
${words.join('\n')}
  esac
}
compdef _alerts alerts alerts-as-code
`;
}

function described(word: string, summary: string): string {
  return `'${word}:${summary.replaceAll(':', '\\:').replaceAll("'", "'\\''")}'`;
}

function answer({ fixed, names, files }: Words): string {
  if (names !== undefined)
    return `candidates=(\${(f)"$(alerts list --ids ${names} --dir "$dir" --quiet 2>/dev/null)"}); compadd -a candidates`;
  if (fixed.length > 0) return `compadd -- ${fixed.join(' ')}`;
  return files ? '_files' : ':';
}
