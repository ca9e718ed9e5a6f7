import { message } from '../../shared/messages/message.ts'
import type { Measurement } from '../../shared/model/check.ts'
import type { ShellCause } from '../shell/job-host.ts'
import type { Tunnel } from '../shell/tunnel.ts'
import { classifyError } from './classify-error.ts'
import {
  measurementOf,
  startStopwatch,
  unusable,
  type Attempt,
  type Finding,
  type Shown,
  type Stopwatch,
} from './finding.ts'
import type { ProbeContext } from './probe.ts'

interface Options {
  /** The profile's host that every connection leaves from; this machine when absent. */
  via?: string | undefined
  /** What a deadline means where it is not a silent target. */
  onOverrun?: (timeoutMs: number) => Finding
}

/** Longer than any clean-up takes, and short enough for a deadline to be kept to the second. */
const graceMs = 800

/**
 * Runs one measurement under its deadline. `work` throws whatever the network throws: it is
 * classified here. Whatever `work` does, this returns by the deadline and a second.
 */
export async function measureWithin(
  context: ProbeContext,
  shown: Shown,
  work: (attempt: Attempt) => Promise<Finding>,
  options: Options = {},
): Promise<Measurement> {
  const stopwatch = startStopwatch()
  const finding = context.signal.aborted
    ? cancelled()
    : await findWithin(context, shown, stopwatch, work, options)
  return measurementOf(finding, shown, stopwatch, (text) => context.redact(text))
}

async function findWithin(
  context: ProbeContext,
  shown: Shown,
  stopwatch: Stopwatch,
  work: (attempt: Attempt) => Promise<Finding>,
  options: Options,
): Promise<Finding> {
  const stop = new AbortController()
  const onCancel = () => stop.abort()
  context.signal.addEventListener('abort', onCancel, { once: true })
  const deadline = setTimeout(() => stop.abort(), context.timeoutMs)
  let connected = false
  let tunnel: Tunnel | undefined
  let lost: ShellCause | undefined
  let wayMs = 0
  const attempt: Attempt = {
    signal: stop.signal,
    facts: {},
    connected: () => (connected = true),
    get isConnected() {
      return connected
    },
    get tunnel() {
      return tunnel
    },
    lost: (reason) => (lost ??= reason),
    elapsedMs: () => Math.round((stopwatch.elapsedMs() - wayMs) * 1000) / 1000,
    remainingMs: () => Math.max(1, Math.round(context.timeoutMs - stopwatch.elapsedMs())),
  }
  const whenStopped = (): Finding => {
    if (context.signal.aborted) return cancelled()
    if (options.onOverrun) return options.onOverrun(context.timeoutMs)
    return connected ? silent(attempt, context.timeoutMs) : connectTimeout(shown, context.timeoutMs)
  }
  const find = async (): Promise<Finding> => {
    if (options.via === undefined) return work(attempt)
    const opened = await context.tunnel(options.via, stop.signal)
    if (stop.signal.aborted && opened.ok) opened.value?.[Symbol.dispose]()
    if (stop.signal.aborted) return whenStopped()
    if (!opened.ok) return notOnOurWay(opened)
    using way = opened.value
    tunnel = way
    wayMs = stopwatch.elapsedMs()
    return await work(attempt)
  }
  const found = find().catch((error: unknown) => {
    if (stop.signal.aborted) return whenStopped()
    const reason = lost ?? tunnel?.lost()
    return reason ? notOnOurWay(reason) : classifyError(error, attempt, shown)
  })
  const grace = afterGrace(stop.signal, () => {
    const finding = whenStopped()
    // Nobody has said yet that it is gone.
    return finding.kind === 'unmeasurable' && finding.cause === 'cancelled'
      ? { ...finding, mayStillRun: true }
      : finding
  })
  try {
    return await Promise.race([found, grace.finding])
  } finally {
    grace.clear()
    clearTimeout(deadline)
    context.signal.removeEventListener('abort', onCancel)
    stop.abort()
  }
}

/** Settles a while after the signal, for the case that clean-up itself hangs. */
function afterGrace(signal: AbortSignal, finding: () => Finding) {
  let timer: NodeJS.Timeout | undefined
  let onAbort = () => {}
  const promise = new Promise<Finding>((resolve) => {
    onAbort = () => {
      timer = setTimeout(() => resolve(finding()), graceMs)
    }
    signal.addEventListener('abort', onAbort, { once: true })
  })
  return {
    finding: promise,
    clear() {
      signal.removeEventListener('abort', onAbort)
      clearTimeout(timer)
    },
  }
}

function notOnOurWay({ cause, message: text, detail }: ShellCause): Finding {
  return {
    kind: 'unmeasurable',
    cause,
    message: text,
    ...(detail === undefined ? {} : { detail }),
  }
}

function cancelled(): Finding {
  return { kind: 'unmeasurable', cause: 'cancelled', message: message('cause.cancelled') }
}

function connectTimeout(shown: Shown, timeoutMs: number): Finding {
  return {
    kind: 'unmeasurable',
    cause: 'connect-timeout',
    message: message('cause.connect-timeout', { target: shown.target, seconds: timeoutMs / 1000 }),
  }
}

function silent(attempt: Attempt, timeoutMs: number): Finding {
  return unusable(attempt, 'timeout', `no full answer within ${timeoutMs} ms`)
}
