/** Options of `docker exec` and `docker run` that take the next word as their value. */
const takesValue =
  /^(-[uwenvpl]|--(user|workdir|env|env-file|detach-keys|name|volume|publish|network|label|entrypoint))$/

const engineCall = /\b(?:docker|podman)\s+(?:container\s+)?(?:exec|run)(?=\s)/g

/**
 * The script without the `-t` of `docker exec -it`: there is no terminal here, and with it the engine
 * would refuse to run at all. `-i` stays: something may be piped in.
 */
export function withoutTerminal(script: string): string {
  let result = ''
  let end = 0
  for (const call of script.matchAll(engineCall)) {
    const start = call.index + call[0].length
    if (start < end) continue
    result += script.slice(end, start)
    end = start
    let skipNext = false
    const word = /\s+(\S+)/y
    for (;;) {
      word.lastIndex = end
      const found = word.exec(script)
      const text = found?.[1]
      if (!found || text === undefined || (!skipNext && !text.startsWith('-'))) break
      const kept = skipNext ? text : withoutTty(text)
      if (kept !== '') result += found[0].slice(0, -text.length) + kept
      end += found[0].length
      skipNext = !skipNext && takesValue.test(text)
    }
  }
  return result + script.slice(end)
}

/** The same for an exact argument list. */
export function argvWithoutTerminal(argv: readonly string[]): string[] {
  const call = argv.slice(0, 3)
  const at = call[1] === 'container' ? 2 : 1
  if (!/^(docker|podman)$/.test(call[0] ?? '') || !/^(exec|run)$/.test(call[at] ?? ''))
    return [...argv]
  const result = argv.slice(0, at + 1)
  let index = at + 1
  for (; index < argv.length; index++) {
    const text = argv[index] ?? ''
    if (!text.startsWith('-')) break
    const kept = withoutTty(text)
    if (kept) result.push(kept)
    if (takesValue.test(text)) result.push(argv[++index] ?? '')
  }
  return [...result, ...argv.slice(index)]
}

function withoutTty(option: string): string {
  if (/^--tty(=.*)?$/.test(option)) return ''
  if (!/^-[itd]+$/.test(option)) return option
  const letters = option.replaceAll('t', '')
  return letters === '-' ? '' : letters
}
