/**
 * The script of each shell: it asks `sparkify __complete` for words, one a line with a tab and what it is for. Zsh may
 * read it as the body of a function of that name, from a folder of $fpath, and then calls it at once.
 */
export const completionScripts = {
  bash: `_sparkify() {
  local IFS=$'\\n'
  COMPREPLY=($(sparkify __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _sparkify sparkify`,

  zsh: `#compdef sparkify
_sparkify() {
  local -a found
  local line
  for line in "\${(@f)$(sparkify __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( $#found )); then _describe sparkify found; else _files; fi
}
compdef _sparkify sparkify
if [[ $funcstack[1] == _sparkify ]]; then _sparkify; fi`,

  fish: `function __sparkify_complete
    set -l words (commandline -opc) (commandline -ct)
    sparkify __complete -- $words[2..] 2>/dev/null
end
complete -c sparkify -a '(__sparkify_complete)'`,
} as const;

export type Shell = keyof typeof completionScripts;
