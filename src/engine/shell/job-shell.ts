import { randomBytes } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import { bootLine, jobScript } from './boot.ts'
import type { JobIdentity } from './boot.ts'
import type { JobEnd, JobHost, ShellCause } from './job-host.ts'
import { createOutputCapture } from './output-capture.ts'
import type { OutputCapture } from './output-capture.ts'
import { buildScript } from './quote.ts'
import type { CommandOutcome, Flow, Shell, ShellCommand, ShellRunOptions } from './shell.ts'
import { parseStopOutcome, stopScript } from './stop-script.ts'
import type { StopOutcome } from './stop-script.ts'

const defaultMaxOutputBytes = 1024 * 1024
/** How late after its deadline a result may be: what is not proved by then is said to be unproved. */
const overrunMs = 900
/** How long a host may take to let go. */
const letGoMs = 50
/** Of the overrun, how long a job that has only just begun may take to say who it is. */
const introductionMs = 500
/** How long killing goes on, watched or not. */
const stopMs = 5_000
const longestTimerMs = 2 ** 31 - 1
const detailCharacters = 500
/** Of stderr, what a followed command's end is explained by. */
const lastWords = 2000

const createMark = () => `@warroom-${randomBytes(9).toString('hex')}`

/** Resolves to what cut the command short; never, when nothing does. */
function watchInterruption(signal: AbortSignal, timeoutMs: number) {
  const { promise, resolve } = Promise.withResolvers<'timed-out' | 'cancelled'>()
  const timer = setTimeout(() => resolve('timed-out'), Math.min(timeoutMs, longestTimerMs))
  const onAbort = () => resolve('cancelled')
  signal.addEventListener('abort', onAbort)
  return {
    promise,
    [Symbol.dispose]() {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    },
  }
}

/** The value if it comes in time. */
async function within<T>(promise: Promise<T>, untilMs: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => late.resolve(undefined), Math.max(0, untilMs - performance.now()))
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

interface Running {
  ending: Promise<JobEnd>
  /** Who the job is, once it says so; nothing where it was never handed over. */
  introduced: Promise<JobIdentity | undefined> | undefined
  letGo: AbortController
}

/**
 * A shell on a place that can start stage one: builds the job, watches its deadline, and at its end
 * kills it from beside and proves it gone.
 */
export function createJobShell(host: JobHost): Shell {
  const stopping = new Set<Promise<unknown>>()

  async function stop(job: JobIdentity): Promise<StopOutcome> {
    const mark = createMark()
    let said = ''
    await host.start({
      stdin: bootLine(stopScript(mark, job)),
      signal: AbortSignal.timeout(stopMs),
      timeoutMs: stopMs,
      maxOutputBytes: defaultMaxOutputBytes,
      urgent: true,
      onBegin: () => {},
      onOutput: (stream, chunk) => {
        if (stream === 'stdout') said += typeof chunk === 'string' ? chunk : Buffer.from(chunk)
      },
    })
    return parseStopOutcome(mark, said)
  }

  /** Kills it; true when it may be running all the same. */
  async function interrupt({ ending, introduced, letGo }: Running): Promise<boolean> {
    const untilMs = performance.now() + overrunMs
    const job = introduced && (await within(introduced, untilMs - overrunMs + introductionMs))
    let stopped: StopOutcome | undefined
    if (job) {
      const stopJob = stop(job)
      stopping.add(stopJob)
      void stopJob.finally(() => stopping.delete(stopJob))
      stopped = await within(stopJob, untilMs)
      // Its last words are still on the way.
      if (stopped === 'gone') await within(ending, untilMs)
    }
    letGo.abort()
    const end = await within(ending, Math.max(untilMs, performance.now() + letGoMs))
    if (job) return stopped !== 'gone'
    return end === undefined || (end.kind !== 'ended' && end.mayStillRun)
  }

  async function execute(
    command: ShellCommand,
    options: ShellRunOptions & { onFlow?: (flow: Flow) => void },
  ): Promise<CommandOutcome> {
    const startedMs = performance.now()
    const durationMs = () => Math.round(performance.now() - startedMs)
    const notRun = (reason: ShellCause, mayStillRun = false): CommandOutcome => ({
      kind: 'not-run',
      ...reason,
      mayStillRun,
      durationMs: durationMs(),
    })
    const cancelled = { cause: 'cancelled', message: message('shell.cancelled') } as const
    const built = buildScript({ command, cwd: options.cwd, env: options.env })
    if (!built.ok) return notRun({ cause: 'bad-config', message: built.message })
    if (options.signal.aborted) return notRun(cancelled)

    const mark = createMark()
    const maxOutputBytes = options.maxOutputBytes ?? defaultMaxOutputBytes
    const { onFlow } = options
    const capture = (stream: 'stdout' | 'stderr') => {
      const onText = (text: string) => options.onOutput?.(stream, text)
      if (!onFlow) return createOutputCapture(mark, maxOutputBytes, onText)
      return createOutputCapture(mark, stream === 'stdout' ? 0 : lastWords, onText, 'last')
    }
    const output = { stdout: capture('stdout'), stderr: capture('stderr') }
    const letGo = new AbortController()
    using interruption = watchInterruption(options.signal, options.timeoutMs)
    let listening = true
    let introduced: Promise<JobIdentity | undefined> | undefined
    const introduction = Promise.withResolvers<JobIdentity | undefined>()
    const ending = host.start({
      stdin: bootLine(jobScript(mark, built.script)) + (options.stdin ?? ''),
      signal: letGo.signal,
      timeoutMs: options.timeoutMs,
      maxOutputBytes,
      urgent: false,
      onFlow,
      onBegin: () => {
        introduced = introduction.promise
      },
      onOutput: (stream, chunk) => {
        if (!listening) return
        output[stream].push(chunk)
        const job = output[stream].mark?.job
        if (job) introduction.resolve(job)
      },
    })
    void ending.then(() => introduction.resolve(undefined))
    const first = await Promise.race([ending, interruption.promise])
    const interrupted =
      typeof first === 'string' && (await interrupt({ ending, introduced, letGo }))
    listening = false
    output.stdout.end()
    output.stderr.end()

    if (first === 'cancelled') return notRun(cancelled, interrupted)
    if (first === 'timed-out') {
      return {
        kind: 'timed-out',
        stdout: output.stdout.mark ? output.stdout.text : '',
        stderr: output.stderr.mark ? output.stderr.text : '',
        mayStillRun: interrupted,
        durationMs: durationMs(),
      }
    }
    if (first.kind === 'let-go') return notRun(cancelled, first.mayStillRun)
    if (first.kind === 'failed') {
      const { kind: _, mayStillRun, ...reason } = first
      return notRun(reason, mayStillRun)
    }
    const refusal = whyNotStarted(first.exitCode, output, command, options.cwd)
    if (refusal) return notRun(refusal)
    return {
      kind: 'exited',
      exitCode: first.exitCode,
      ...(first.signal === undefined ? {} : { signal: first.signal }),
      stdout: output.stdout.text,
      stderr: output.stderr.text,
      truncated: output.stdout.truncated || output.stderr.truncated || (first.truncated ?? false),
      durationMs: durationMs(),
    }
  }

  function whyNotStarted(
    exitCode: number,
    { stdout, stderr }: Record<'stdout' | 'stderr', OutputCapture>,
    command: ShellCommand,
    cwd: string | undefined,
  ): ShellCause | undefined {
    const state = (stdout.mark ?? stderr.mark)?.state
    if (state === 'ready') return undefined
    if (state === 'no-program') {
      return missingProgram('argv' in command ? (command.argv[0] ?? '') : 'sh', host.label)
    }
    if (state === 'no-folder') {
      return {
        cause: 'missing-file',
        message: message('shell.missing-folder', { folder: cwd ?? '', place: host.label }),
      }
    }
    const explained = host.explain?.({ exitCode, stdout: stdout.text, stderr: stderr.text })
    if (explained) return explained
    const detail = (stderr.text.trim() || stdout.text.trim()).slice(0, detailCharacters)
    return {
      cause: 'denied',
      message: message('shell.not-started', { place: host.label }),
      ...(detail === '' ? {} : { detail }),
    }
  }

  return {
    label: host.label,
    run: execute,
    follow: (command, options) => execute(command, { ...options, timeoutMs: Infinity }),
    async [Symbol.asyncDispose]() {
      await Promise.all(stopping)
    },
  }
}

export function missingProgram(program: string, place: string): ShellCause {
  return { cause: 'missing-program', message: message('shell.missing-program', { program, place }) }
}
