/** One program call of a script. Words are as the shell would hand them over; `$x` stays as it is. */
export interface SimpleCommand {
  words: string[]
  /** `NAME=value` before the program. */
  assignments: string[]
  /** Something is written to a file, other than /dev/null and the standard streams. */
  writesFile: boolean
  /** Something comes in: a file, a here-document, a pipe. */
  readsInput: boolean
}

export interface ParsedScript {
  commands: SimpleCommand[]
  /** Scripts inside it: `$(…)`, backticks and `<(…)`. */
  substitutions: string[]
  /** False where it holds more of a shell than this reads: then nothing is known of it. */
  understood: boolean
  /** False where a quote or a here-document is still open at its end. */
  complete: boolean
}

/** Words after which a command begins. */
const openers = new Set(['do', 'then', 'else', 'elif', 'if', 'while', 'until', '{', '!', '('])
const closers = new Set(['done', 'fi', '}', ')', 'esac'])
const unread = new Set([
  'case',
  'function',
  'select',
  'coproc',
  'trap',
  'eval',
  'source',
  '.',
  'alias',
])

/** `<host>` and `[VERSION]`-like blanks of a runbook; not a redirection, as no blank follows the `<`. */
const placeholder = /<[A-Za-zÀ-ÿ_][\wÀ-ÿ .-]{0,60}>/g

/**
 * Splits a POSIX script into its program calls, well enough to tell what each is. It is a reader for
 * judging danger, not a shell: what it does not know makes it say so.
 */
export function parseScript(source: string): ParsedScript {
  const script = source.replaceAll(placeholder, (text) => text.replaceAll(/[<> ]/g, '_'))
  const result: ParsedScript = { commands: [], substitutions: [], understood: true, complete: true }
  let current = emptyCommand()
  let word: string | undefined
  let redirect: 'in' | 'out' | 'here' | undefined
  let index = 0
  /** Ends of the here-documents that the next line begins. */
  const pending: string[] = []

  const endWord = () => {
    if (word === undefined) return
    const text = word
    word = undefined
    if (redirect === 'here') pending.push(text)
    else if (redirect === 'out')
      current.writesFile ||= !/^(?:\/dev\/(?:null|stdout|stderr|tty)|&?[-\d]+)$/.test(text)
    else if (redirect === undefined) addWord(current, text)
    if (redirect === 'in' || redirect === 'here') current.readsInput = true
    redirect = undefined
  }
  const endCommand = (piped = false) => {
    endWord()
    if (redirect !== undefined) result.understood = false
    redirect = undefined
    if (current.words.length > 0 || current.assignments.length > 0 || current.writesFile)
      result.commands.push(current)
    current = emptyCommand()
    current.readsInput = piped
  }

  while (index < script.length) {
    const character = script.charAt(index)
    const rest = script.slice(index, index + 3)
    if (character === '\\') {
      if (script.charAt(index + 1) !== '\n') word = (word ?? '') + script.charAt(index + 1)
      index += 2
    } else if (character === "'") {
      const end = script.indexOf("'", index + 1)
      if (end < 0) return { ...result, understood: false, complete: false }
      word = (word ?? '') + script.slice(index + 1, end)
      index = end + 1
    } else if (character === '"') {
      const quoted = readDoubleQuoted(script, index + 1, result)
      if (!quoted) return { ...result, understood: false, complete: false }
      word = (word ?? '') + quoted.text
      index = quoted.end
    } else if (
      character === '`' ||
      rest.startsWith('$(') ||
      rest.startsWith('<(') ||
      rest.startsWith('>(')
    ) {
      const inner = readSubstitution(script, index)
      if (!inner) return { ...result, understood: false, complete: false }
      if (inner.script !== undefined) result.substitutions.push(inner.script)
      word = `${word ?? ''}$()`
      index = inner.end
    } else if (character === '$' && script.charAt(index + 1) === '{') {
      const end = script.indexOf('}', index)
      if (end < 0) return { ...result, understood: false, complete: false }
      word = (word ?? '') + script.slice(index, end + 1)
      index = end + 1
    } else if (character === '#' && word === undefined) {
      const end = script.indexOf('\n', index)
      index = end < 0 ? script.length : end
    } else if (character === '\n') {
      endCommand()
      index = pending.length > 0 ? skipHereDocuments(script, index + 1, pending) : index + 1
    } else if (/\s/.test(character)) {
      endWord()
      index++
    } else if (rest.startsWith('<<<')) {
      endWord()
      redirect = 'in'
      index += 3
    } else if (rest.startsWith('<<')) {
      endWord()
      redirect = 'here'
      index += rest === '<<-' ? 3 : 2
    } else if (character === '<' || character === '>' || rest.startsWith('&>')) {
      // A digit right before is the stream that is redirected, not a word.
      if (word !== undefined && /^\d$/.test(word)) word = undefined
      endWord()
      redirect = character === '<' ? 'in' : 'out'
      index += /^(?:&>>?|>>|>\||<>|<&|>&|[<>])/.exec(rest)?.[0].length ?? 1
    } else if (rest.startsWith('&&') || rest.startsWith('||') || rest.startsWith(';;')) {
      endCommand()
      index += 2
    } else if (character === '|') {
      endCommand(true)
      index += script.charAt(index + 1) === '&' ? 2 : 1
    } else if (character === ';' || character === '&') {
      endCommand()
      index++
    } else if (character === '(' || character === ')') {
      // `name()` defines a function: what it does is known only where it is called.
      if (character === '(' && word !== undefined) result.understood = false
      endCommand()
      index++
    } else {
      word = (word ?? '') + character
      index++
    }
  }
  endCommand()
  if (pending.length > 0) result.understood = result.complete = false
  result.commands = result.commands
    .map(withoutKeywords)
    .filter(
      (command) => command.words.length > 0 || command.assignments.length > 0 || command.writesFile,
    )
  if (result.commands.some((command) => unread.has(command.words[0] ?? '')))
    result.understood = false
  return result
}

const emptyCommand = (): SimpleCommand => ({
  words: [],
  assignments: [],
  writesFile: false,
  readsInput: false,
})

function addWord(command: SimpleCommand, text: string): void {
  if (command.words.length === 0 && /^[A-Za-z_]\w*=/.test(text)) command.assignments.push(text)
  else command.words.push(text)
}

function withoutKeywords(command: SimpleCommand): SimpleCommand {
  let words = command.words
  while (openers.has(words[0] ?? '')) words = words.slice(1)
  if (words[0] === 'for') return { ...command, words: [] }
  if (closers.has(words[0] ?? '')) words = words.slice(1)
  const assignments = [...command.assignments]
  while (/^[A-Za-z_]\w*=/.test(words[0] ?? '')) assignments.push(...words.splice(0, 1))
  return { ...command, words, assignments }
}

function readDoubleQuoted(
  script: string,
  start: number,
  result: ParsedScript,
): { text: string; end: number } | undefined {
  let text = ''
  let index = start
  while (index < script.length) {
    const character = script.charAt(index)
    if (character === '"') return { text, end: index + 1 }
    if (character === '\\') {
      const next = script.charAt(index + 1)
      text += next === '\n' ? '' : '"\\$`'.includes(next) ? next : `\\${next}`
      index += 2
    } else if (character === '`' || script.startsWith('$(', index)) {
      const inner = readSubstitution(script, index)
      if (!inner) return undefined
      if (inner.script !== undefined) result.substitutions.push(inner.script)
      text += '$()'
      index = inner.end
    } else {
      text += character
      index++
    }
  }
  return undefined
}

/** Arithmetic holds no script. */
function readSubstitution(
  script: string,
  start: number,
): { script?: string; end: number } | undefined {
  if (script.charAt(start) === '`') {
    const end = script.indexOf('`', start + 1)
    return end < 0 ? undefined : { script: script.slice(start + 1, end), end: end + 1 }
  }
  let depth = 0
  let quote = ''
  for (let index = start + 1; index < script.length; index++) {
    const character = script.charAt(index)
    if (character === '\\' && quote !== "'") index++
    else if (quote !== '') quote = character === quote ? '' : quote
    else if (character === "'" || character === '"') quote = character
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) {
      const inner = script.slice(start + 2, index)
      return inner.startsWith('(') ? { end: index + 1 } : { script: inner, end: index + 1 }
    }
  }
  return undefined
}

function skipHereDocuments(script: string, start: number, pending: string[]): number {
  let index = start
  for (let end = pending.shift(); end !== undefined; end = pending.shift()) {
    for (;;) {
      if (index >= script.length) {
        pending.unshift(end)
        return index
      }
      const lineEnd = script.indexOf('\n', index)
      const line = script.slice(index, lineEnd < 0 ? script.length : lineEnd)
      index = lineEnd < 0 ? script.length : lineEnd + 1
      if (line.replace(/^\t+/, '') === end) break
    }
  }
  return index
}
