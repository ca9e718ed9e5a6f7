import { message } from '../../shared/messages/message.ts'
import type { Message } from '../../shared/messages/message.ts'
import type { ShellCommand } from './shell.ts'

/**
 * One word of a POSIX shell, whatever it holds: within single quotes nothing is special but the
 * single quote itself. A newline is safe there too; NUL cannot be in an argument at all, and is
 * refused by {@link buildScript} before it comes here.
 */
export function quoteArgument(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

export interface ScriptInput {
  command: ShellCommand
  cwd?: string
  env?: Record<string, string>
}

/** The parts of a job's script, each POSIX `sh`, and each safe to be joined by newlines. */
export interface JobScript {
  /** Exports the environment. */
  environment: string
  /** Goes to the folder: fails when it cannot. Empty when there is none to go to. */
  enter: string
  /** Succeeds when the program is there to be run. Empty for a script, which tells by itself. */
  lookUp: string
  body: string
}

export type ScriptResult = { ok: true; script: JobScript } | { ok: false; message: Message }

const environmentName = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * A look along PATH, as `exec` does: `command -v` would also find what is only built into the shell,
 * and `exec` cannot run that.
 */
function lookUpProgram(program: string): string {
  const name = quoteArgument(program)
  if (program.includes('/')) return `{ [ -f ${name} ] && [ -x ${name} ]; }`
  const file = `"\${warroom_folder:-.}/"${name}`
  return `(set -f; IFS=:; for warroom_folder in \${PATH-/usr/bin:/bin}; do [ -f ${file} ] && [ -x ${file} ] && exit 0; done; exit 1)`
}

/**
 * Builds what `sh` is to run. An argument list is quoted word for word and replaces the shell, so
 * that the program gets exactly those bytes, and its exit status and signal are its own.
 */
export function buildScript({ command, cwd, env = {} }: ScriptInput): ScriptResult {
  const words = 'script' in command ? [command.script] : command.argv
  const texts = [...words, ...Object.values(env), ...(cwd === undefined ? [] : [cwd])]
  if (texts.some((text) => text.includes('\0'))) {
    return { ok: false, message: message('shell.command.nul') }
  }
  const wrongName = Object.keys(env).find((name) => !environmentName.test(name))
  if (wrongName !== undefined) {
    return { ok: false, message: message('shell.command.env-name', { name: wrongName }) }
  }
  if (cwd === '') return { ok: false, message: message('shell.command.empty') }

  const environment = Object.entries(env)
    .map(([name, value]) => `export ${name}=${quoteArgument(value)}`)
    .join('\n')
  // `cd -` and `cd -P` mean something else than a folder of that name.
  const folder = cwd === undefined ? undefined : cwd.startsWith('-') ? `./${cwd}` : cwd
  const enter = folder === undefined ? '' : `CDPATH= cd -- ${quoteArgument(folder)}`

  if ('script' in command) {
    if (command.script.trim() === '') return { ok: false, message: message('shell.command.empty') }
    return { ok: true, script: { environment, enter, lookUp: '', body: command.script } }
  }
  const [program = ''] = command.argv
  // `exec` reads a leading dash as an option of its own, and no program is named so.
  if (program === '' || program.startsWith('-')) {
    return { ok: false, message: message('shell.command.program', { program }) }
  }
  return {
    ok: true,
    script: {
      environment,
      enter,
      lookUp: lookUpProgram(program),
      body: `exec ${command.argv.map(quoteArgument).join(' ')}`,
    },
  }
}
