import type { Danger } from '../../shared/model/check.ts'
import { isProgram } from './known-programs.ts'
import { programDanger } from './program-rules.ts'
import { parseScript, type SimpleCommand } from './shell-syntax.ts'

export interface CommandClass {
  /** It reads like something to run, not like a word of code. */
  isCommand: boolean
  danger: Danger
}

const rank = { read: 0, change: 1, destroy: 2 } as const satisfies Record<Danger, number>

/** Words that name harm in scripts that nothing else is known of: `restore_postgres.sh`, `db:reset`. */
const destroyWords =
  /(?:^|[^A-Za-z])(?:drop(?:db)?|truncate|restore|destroy|wipe|purge|flush(?:all|db)|reset|delete|uninstall|mkfs|rm|shutdown)(?:[^A-Za-z]|$)/i

/**
 * What a text of a runbook would do if it were run. Only what is proven to read is `read`: known
 * programs with known words. The rest changes, and what names destruction destroys. A pipeline, a
 * list, a loop or a substitution is as bad as its worst part.
 */
export function classifyCommand(text: string): CommandClass {
  return { isCommand: looksLikeCommand(text), danger: scriptDanger(text, 0) }
}

const maxNesting = 5

function scriptDanger(script: string, nesting: number): Danger {
  const parsed = parseScript(script)
  const fallback: Danger = destroyWords.test(script) ? 'destroy' : 'change'
  if (!parsed.understood || nesting > maxNesting) return fallback
  const dangers = [
    ...parsed.commands.map((command) => commandDanger(command, nesting)),
    ...parsed.substitutions.map((inner) => scriptDanger(inner, nesting + 1)),
  ]
  if (parsed.commands.length === 0) return fallback
  const worst = dangers.reduce((left, right) => (rank[right] > rank[left] ? right : left), 'read')
  // A here-document is what a program is told to do; it is not among the words.
  return worst === 'change' && /<</.test(script) ? fallback : worst
}

function commandDanger(command: SimpleCommand, nesting: number): Danger {
  const inner = (words: string[]) =>
    commandDanger({ ...command, words, assignments: [], writesFile: false }, nesting + 1)
  const innerScript = (script: string) => scriptDanger(script, nesting + 1)
  const known =
    nesting > maxNesting
      ? undefined
      : programDanger(command.words, { readsInput: command.readsInput, inner, innerScript })
  const danger =
    known ??
    (command.words.length > 0 && destroyWords.test(command.words.join(' ')) ? 'destroy' : 'change')
  // What is assigned may change what this or a later program does, as with PATH.
  const altered =
    command.writesFile ||
    command.assignments.some((assignment) => !harmlessAssignment.test(assignment))
  if (command.words.length === 0) return altered ? 'change' : 'read'
  return altered && danger === 'read' ? 'change' : danger
}

/** Credentials and locale; not PATH, LD_PRELOAD or PAGER, which name programs. */
const harmlessAssignment =
  /^(?:PG(?:HOST|PORT|USER|DATABASE|PASSWORD|SSLMODE)|REDISCLI_AUTH|LC_\w+|LANG|TZ|NO_COLOR|[A-Z]\w*_URL)=/

function looksLikeCommand(text: string): boolean {
  const trimmed = text.trim().replace(/^\$ /, '')
  if (trimmed === '' || trimmed.length > 4_000) return false
  const first = parseScript(trimmed).commands[0]
  if (!first) return false
  const [program = '', ...rest] = first.words[0] === 'sudo' ? first.words.slice(1) : first.words
  if (/^(?:\.{1,2}\/|~\/|\/)?(?:[\w.-]+\/)*[\w.-]+\.(?:sh|bash)$/.test(program)) return true
  if (/^\.{1,2}\/[\w./-]+$/.test(program)) return rest.length > 0
  return isProgram(program, rest)
}
