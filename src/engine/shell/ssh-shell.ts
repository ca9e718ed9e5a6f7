import { message } from '../../shared/messages/message.ts'
import { bootCommandLine } from './boot.ts'
import { createDrain, exitCodeOfSignal } from './job-host.ts'
import type { JobEnd, JobStart } from './job-host.ts'
import { createJobShell } from './job-shell.ts'
import type { Shell } from './shell.ts'
import type { SshHostSettings } from './ssh-config.ts'
import type { Session, SshConnection } from './ssh-connection.ts'
import type { SshPool } from './ssh-pool.ts'
import { whenAborted } from './when-aborted.ts'

const letGo: JobEnd = { kind: 'let-go', mayStillRun: false }

/** A host over SSH, on the pool's connection to it. The pool outlives the shell. */
export function createSshShell(pool: SshPool, settings: SshHostSettings, label: string): Shell {
  async function start(job: JobStart): Promise<JobEnd> {
    using aborted = whenAborted(job.signal)
    const leasing = pool.acquire(settings)
    const leased = await Promise.race([leasing, aborted.promise])
    if (!leased) {
      void leasing.then((late) => late.ok && late.value.release())
      return letGo
    }
    if (!leased.ok) {
      const { ok: _, ...reason } = leased
      return { kind: 'failed', mayStillRun: false, ...reason }
    }
    const { connection, release } = leased.value
    const opening = connection.exec(bootCommandLine, job)
    const opened = await Promise.race([opening, aborted.promise])
    if (!opened) {
      // Nothing was written to it: without its line, stage one ends by itself.
      void opening.then((late) => late.ok && closeSession(late.value)).finally(release)
      return letGo
    }
    if (!opened.ok) {
      release()
      const { ok: _, ...reason } = opened
      return { kind: 'failed', mayStillRun: false, ...reason }
    }
    const end = await carry(opened.value, connection, job, label)
    closeSession(opened.value)
    release()
    return end
  }
  return createJobShell({ label, start })
}

function closeSession({ channel, release }: Session) {
  channel.close()
  // What still comes is read and dropped: the window of an unread channel would stay shut for ever.
  channel.resume()
  channel.stderr.resume()
  release()
}

function carry(
  { channel }: Session,
  connection: SshConnection,
  { stdin, signal, onBegin, onOutput, onFlow }: JobStart,
  label: string,
): Promise<JobEnd> {
  const { promise, resolve } = Promise.withResolvers<JobEnd>()
  let exited: { code: number | null; signalName: string | undefined } | undefined

  const settle = (end: JobEnd) => {
    drain.cancel()
    signal.removeEventListener('abort', onAbort)
    resolve(end)
  }
  const drain = createDrain(() => {
    if (!exited) {
      const lost = message('shell.ssh.link-lost-running', { host: label })
      settle({ kind: 'failed', cause: 'link-lost', message: lost, mayStillRun: true })
      return
    }
    const { code, signalName } = exited
    settle(
      signalName === undefined
        ? { kind: 'ended', exitCode: code ?? 0 }
        : { kind: 'ended', exitCode: exitCodeOfSignal(signalName), signal: signalName },
    )
  })
  const onAbort = () => settle({ kind: 'let-go', mayStillRun: exited === undefined })
  signal.addEventListener('abort', onAbort)

  channel.on('data', (chunk: Buffer) => {
    drain.onData()
    onOutput('stdout', chunk)
  })
  channel.stderr.on('data', (chunk: Buffer) => {
    drain.onData()
    onOutput('stderr', chunk)
  })
  channel.on('exit', (code: number | null, signalName?: string) => {
    exited = { code, signalName }
    drain.onEnd()
  })
  channel.on('close', () => drain.onClose())
  void connection.closed.then(() => drain.onClose())
  channel.on('error', () => {})
  onFlow?.({
    pause() {
      drain.hold(true)
      channel.pause()
      channel.stderr.pause()
    },
    resume() {
      drain.hold(false)
      channel.resume()
      channel.stderr.resume()
    },
  })
  onBegin()
  channel.end(stdin)
  if (signal.aborted) onAbort()
  return promise
}
