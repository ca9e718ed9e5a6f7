import { spawn } from 'node:child_process'

import { message } from '../../shared/messages/message.ts'
import { bootArgv } from './boot.ts'
import { createDrain, exitCodeOfSignal } from './job-host.ts'
import type { JobEnd, JobHost, JobStart } from './job-host.ts'
import { createJobShell, missingProgram } from './job-shell.ts'
import type { Shell } from './shell.ts'

const label = 'local'

/** Starts stage one as the leader of a session and process group of its own. */
function startProcess({ stdin, signal, onBegin, onOutput, onFlow }: JobStart): Promise<JobEnd> {
  const { promise, resolve } = Promise.withResolvers<JobEnd>()
  const [file, ...args] = bootArgv
  const child = spawn(file, args, { detached: true, stdio: 'pipe' })
  let exited: { code: number | null; signal: NodeJS.Signals | null } | undefined

  const settle = (end: JobEnd) => {
    drain.cancel()
    signal.removeEventListener('abort', onAbort)
    child.stdin.destroy()
    child.stdout.destroy()
    child.stderr.destroy()
    resolve(end)
  }
  const drain = createDrain(() => {
    if (!exited) return
    const { code, signal } = exited
    settle(
      signal === null
        ? { kind: 'ended', exitCode: code ?? 0 }
        : { kind: 'ended', exitCode: exitCodeOfSignal(signal), signal },
    )
  })
  const onAbort = () => {
    if (exited || child.pid === undefined) {
      settle({ kind: 'let-go', mayStillRun: false })
      return
    }
    // The exit that follows settles it: the child is reaped, not only signalled.
    child.once('exit', () => settle({ kind: 'let-go', mayStillRun: false }))
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      child.kill('SIGKILL')
    }
  }
  signal.addEventListener('abort', onAbort)

  child.stdout.on('data', (chunk: Buffer) => {
    drain.onData()
    onOutput('stdout', chunk)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    drain.onData()
    onOutput('stderr', chunk)
  })
  child.on('exit', (code, signal) => {
    exited = { code, signal }
    drain.onEnd()
  })
  child.on('close', () => drain.onClose())
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (exited || child.pid !== undefined) return
    const reason =
      error.code === 'ENOENT'
        ? missingProgram(file, label)
        : {
            cause: 'denied' as const,
            message: message('shell.local-failed'),
            detail: error.message,
          }
    settle({ kind: 'failed', mayStillRun: false, ...reason })
  })
  onFlow?.({
    pause() {
      drain.hold(true)
      child.stdout.pause()
      child.stderr.pause()
    },
    resume() {
      drain.hold(false)
      child.stdout.resume()
      child.stderr.resume()
    },
  })
  // A command that does not read its input closes the pipe under us; its exit status says the rest.
  child.stdin.on('error', () => {})
  onBegin()
  child.stdin.end(stdin)
  return promise
}

const localHost: JobHost = { label, start: startProcess }

/** The machine that Warroom runs on. */
export function createLocalShell(): Shell {
  if (process.platform !== 'win32') return createJobShell(localHost)
  const refuse = () =>
    Promise.resolve({
      kind: 'not-run' as const,
      cause: 'unsupported' as const,
      message: message('shell.windows'),
      mayStillRun: false,
      durationMs: 0,
    })
  return {
    label,
    run: refuse,
    follow: refuse,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}
