import { message } from '../../shared/messages/message.ts'
import type { CommandOutcome } from '../shell/shell.ts'
import type { Finding } from './finding.ts'
import type { ShellOrCause } from './probe.ts'

type Exited = Extract<CommandOutcome, { kind: 'exited' }>
type NotExited = Exclude<CommandOutcome, Exited>

/** A host that could not be reached or entered says nothing about what we wanted to know there. */
export function withoutShell(failed: Extract<ShellOrCause, { ok: false }>): Finding {
  const { cause, message, detail } = failed.unmeasurable
  return { kind: 'unmeasurable', cause, message, ...(detail === undefined ? {} : { detail }) }
}

/** A command that did not come to its own end. */
export function withoutExit(outcome: NotExited, place: string, timeoutMs: number): Finding {
  if (outcome.kind === 'not-run') {
    const { cause, message, detail, mayStillRun } = outcome
    return {
      kind: 'unmeasurable',
      cause,
      message,
      mayStillRun,
      ...(detail === undefined ? {} : { detail }),
    }
  }
  return { ...overran(place, timeoutMs, outcome.mayStillRun), output: bothStreams(outcome) }
}

export function overran(place: string, timeoutMs: number, mayStillRun: boolean): Finding {
  return {
    kind: 'unmeasurable',
    cause: 'own-timeout',
    message: message('cause.own-timeout', { target: place, seconds: timeoutMs / 1000 }),
    mayStillRun,
  }
}

export function bothStreams({ stdout, stderr }: { stdout: string; stderr: string }): string {
  return [stdout.trim(), stderr.trim()].filter(Boolean).join('\n')
}

/**
 * Exit codes that say that the command never ran as meant: a program, a container or its engine was
 * not there. Undefined: the command itself ended so, and that is a fact.
 */
export function whyNotRun(outcome: Exited, command: string, place: string): Finding | undefined {
  if (outcome.exitCode === 0) return undefined
  const words = outcome.stderr
  const found = (
    cause: 'missing-program' | 'missing-container' | 'denied',
    text: ReturnType<typeof message>,
  ): Finding => ({
    kind: 'unmeasurable',
    cause,
    message: text,
    detail: words.trim().slice(-2000),
    output: bothStreams(outcome),
  })
  if (outcome.exitCode === 127) {
    const name = /(?:^|\s)([^\s:]+): (?:command )?not found/m.exec(words)?.[1]
    if (name)
      return found('missing-program', message('cause.missing-program', { name, target: place }))
  }
  const engine = /\b(docker|podman)\b/.exec(command)?.[1]
  if (!engine) return undefined
  const container =
    /No such container: (\S+)|no container with name or ID "?([^"\s]+)|container (\S+) is not running/i.exec(
      words,
    )
  if (container) {
    const name = container[1] ?? container[2] ?? container[3] ?? ''
    return found('missing-container', message('cause.missing-container', { name, target: place }))
  }
  const program =
    /exec(?:utable file)?:? "([^"]+)": executable file not found|executable file `?([^\s`]+)`? not found/.exec(
      words,
    )
  if (program) {
    const name = program[1] ?? program[2] ?? ''
    return found('missing-program', message('cause.missing-program', { name, target: place }))
  }
  if (/permission denied.*(docker|podman).*sock/is.test(words)) {
    return found('denied', message('cause.denied', { target: place }))
  }
  if (
    /Cannot connect to the Docker daemon|failed to connect to the docker API|unable to connect to Podman/i.test(
      words,
    )
  ) {
    return found(
      'missing-program',
      message('cause.engine-unreachable', { name: engine, target: place }),
    )
  }
  return undefined
}
