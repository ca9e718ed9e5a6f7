import { message } from '../../shared/messages/message.ts'
import { bootArgv } from './boot.ts'
import type { JobEnd, JobStart, ShellCause } from './job-host.ts'
import { createJobShell, missingProgram } from './job-shell.ts'
import type { CommandOutcome, Shell, ShellCommand, ShellRunOptions } from './shell.ts'

export interface ContainerSettings {
  engine: 'docker' | 'podman'
  container: string
  user?: string
}

const containerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/
/** The client's own deadline: late enough that ours, which kills inside the container, comes first. */
const clientSpareMs = 10_000
/** For the marks and what a daemon says besides. */
const spareOutputBytes = 64 * 1024
const detailCharacters = 500

/**
 * A container, by its engine's command line on another shell, which it owns. The engine leaves a
 * command running when its client goes, so that a kill happens inside, by a second `exec`.
 */
export function createContainerShell(inner: Shell, settings: ContainerSettings): Shell {
  const { engine, container, user } = settings
  const label = `${inner.label} › ${container}`
  const exec = (options: readonly string[], argv: readonly string[]): ShellCommand => {
    const as = user === undefined ? [] : [`--user=${user}`]
    return { argv: [engine, 'exec', '-i', ...as, ...options, container, ...argv] }
  }

  async function start(job: JobStart): Promise<JobEnd> {
    // When the engine's client hands it over cannot be seen from here.
    job.onBegin()
    const { stdin, signal, onOutput, onFlow } = job
    const outcome = await (onFlow
      ? inner.follow(exec([], bootArgv), { stdin, signal, onOutput, onFlow })
      : inner.run(exec([], bootArgv), {
          stdin,
          signal,
          timeoutMs: job.timeoutMs + clientSpareMs,
          maxOutputBytes: job.maxOutputBytes + spareOutputBytes,
          onOutput,
        }))
    if (outcome.kind === 'exited') {
      return { kind: 'ended', exitCode: outcome.exitCode, truncated: outcome.truncated }
    }
    // The client is gone; what it started in the container knows nothing of that.
    if (outcome.kind === 'timed-out' || outcome.cause === 'cancelled') {
      return { kind: 'let-go', mayStillRun: true }
    }
    const { cause, message, detail, mayStillRun } = outcome
    return { kind: 'failed', cause, message, detail, mayStillRun }
  }

  const explain = ({ stdout, stderr }: { stdout: string; stderr: string }) =>
    explainEngine(stderr + stdout, settings, inner.label)
  const withShell = createJobShell({ label, start, explain })

  /** For an image without `sh`: the engine starts the program itself, and nothing in there can kill it. */
  async function runDirectly(
    argv: readonly string[],
    options: ShellRunOptions,
  ): Promise<CommandOutcome> {
    const { cwd, env = {} } = options
    // The engine takes the values from its client's environment: they are on no command line.
    const names = Object.keys(env).map((name) => `--env=${name}`)
    const folder = cwd === undefined ? [] : [`--workdir=${cwd}`]
    const outcome = await inner.run(exec([...folder, ...names], argv), {
      ...options,
      cwd: undefined,
    })
    if (outcome.kind === 'timed-out') return { ...outcome, mayStillRun: true }
    if (outcome.kind === 'not-run') {
      return { ...outcome, mayStillRun: outcome.mayStillRun || outcome.cause === 'cancelled' }
    }
    const { exitCode, durationMs } = outcome
    const said = (outcome.stderr + outcome.stdout).slice(0, detailCharacters)
    if ((exitCode !== 126 && exitCode !== 127) || !/OCI runtime/.test(said)) return outcome
    const reason: ShellCause | undefined = isMissingExecutable(said)
      ? missingProgram(argv[0] ?? '', label)
      : /chdir to cwd/.test(said)
        ? {
            cause: 'missing-file',
            message: message('shell.missing-folder', { folder: cwd ?? '', place: label }),
          }
        : undefined
    return reason ? { kind: 'not-run', ...reason, mayStillRun: false, durationMs } : outcome
  }

  return {
    label,
    async run(command, options) {
      if (!containerName.test(container)) {
        const wrong = message('shell.container.name', { container })
        return {
          kind: 'not-run',
          cause: 'bad-config',
          message: wrong,
          mayStillRun: false,
          durationMs: 0,
        }
      }
      const startedMs = performance.now()
      const outcome = await withShell.run(command, options)
      const hasNoShell =
        outcome.kind === 'not-run' && outcome.message.id === 'shell.container.no-sh'
      if (!hasNoShell || !('argv' in command)) return outcome
      const spentMs = performance.now() - startedMs
      const again = await runDirectly(command.argv, {
        ...options,
        timeoutMs: Math.max(1, options.timeoutMs - spentMs),
      })
      return { ...again, durationMs: Math.round(performance.now() - startedMs) }
    },
    follow: (command, options) => withShell.follow(command, options),
    async [Symbol.asyncDispose]() {
      await withShell[Symbol.asyncDispose]()
      await inner[Symbol.asyncDispose]()
    },
  }
}

function isMissingExecutable(said: string): boolean {
  return /executable file .*not found|stat .*: no such file/i.test(said)
}

/**
 * What Docker and Podman say when stage one did not even start: in English whatever the locale, the
 * daemon's words on stderr, the runtime's on stdout.
 */
function explainEngine(
  said: string,
  { engine, container, user = '' }: ContainerSettings,
  place: string,
): ShellCause | undefined {
  const detail = said.trim().slice(0, detailCharacters)
  const because = (cause: ShellCause['cause'], text: ShellCause['message']): ShellCause => ({
    cause,
    message: text,
    detail,
  })
  if (/no such container|no container with name or id/i.test(said)) {
    return because('missing-container', message('shell.container.missing', { container, place }))
  }
  if (/is not running|is paused|is restarting|container state improper/i.test(said)) {
    return because('missing-container', message('shell.container.stopped', { container, place }))
  }
  if (/permission denied.*(docker|podman|daemon|socket)/i.test(said)) {
    return because('denied', message('shell.container.denied', { engine, place }))
  }
  if (
    /cannot connect to|is the docker daemon running|failed to connect to|error during connect/i.test(
      said,
    )
  ) {
    return because('missing-target', message('shell.container.no-daemon', { engine, place }))
  }
  if (/unable to find user|no matching entries in passwd/i.test(said)) {
    return because('bad-config', message('shell.container.user', { container, user }))
  }
  if (isMissingExecutable(said)) {
    return because('missing-program', message('shell.container.no-sh', { container }))
  }
  return undefined
}
