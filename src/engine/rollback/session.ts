import { message, type Message } from '../../shared/messages/message.ts'
import type { Verdict } from '../../shared/model/check.ts'
import type { Verification, VerificationStatus, VerifiedPart } from '../../shared/model/rollback.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { Clock } from '../time/clock.ts'
import { pause } from '../time/pause.ts'
import type { Timer } from '../time/timer.ts'
import { addLook, holdsNow, holdTogether, noHold, timesOf, type Hold } from './hold-together.ts'

/** One look at one verification. */
export interface Look {
  verdict: Verdict
  reason: Message
  /** Absent where looking itself broke. */
  evidence?: Evidence
}

/** What a session came to: whether all held together, and what each of them said last. */
export interface SessionOutcome {
  verdict: Verdict
  parts: VerifiedPart[]
  evidence: Evidence[]
}

export interface SessionOptions {
  verifications: readonly Verification[]
  look: (verification: Verification, signal: AbortSignal) => Promise<Look>
  clock: Clock
  timer: Timer
  /** It ends when the time of one is up; else only when all hold. */
  hasDeadline: boolean
  onChange: () => void
}

/** Looking at several things until all hold together, or one has not within its time. */
export interface Session {
  /** Undefined where it was stopped. */
  readonly outcome: Promise<SessionOutcome | undefined>
  /** Nothing of it goes on any more. */
  readonly ended: Promise<unknown>
  statuses(): VerificationStatus[]
  /** Everything is given its whole time once more, from now on. */
  extend(): void
  stop(): void
}

/** A window is read from what monitors saw: that costs next to nothing. */
const windowEveryMs = 1000

interface Watched {
  verification: Verification
  hold: Hold
  last?: Look
  deadlineMs: number
  until: string
  cancelDeadline: () => void
}

export function startSession(options: SessionOptions): Session {
  const { clock, timer, hasDeadline, onChange } = options
  const stop = new AbortController()
  const { promise: outcome, resolve } = Promise.withResolvers<SessionOutcome | undefined>()
  const watched = options.verifications.map((verification): Watched => ({
    verification,
    hold: noHold,
    deadlineMs: 0,
    until: '',
    cancelDeadline: () => undefined,
  }))

  const end = (result: SessionOutcome | undefined) => {
    if (stop.signal.aborted) return
    stop.abort()
    for (const { cancelDeadline } of watched) cancelDeadline()
    resolve(result)
  }
  const setDeadlines = () => {
    for (const one of watched) {
      const { withinMs } = one.verification
      one.cancelDeadline()
      one.deadlineMs = clock.monotonicMs() + withinMs
      one.until = new Date(Date.parse(clock.now()) + withinMs).toISOString()
      one.cancelDeadline = timer.after(withinMs, settle)
    }
  }
  const isLate = ({ verification, hold, deadlineMs }: Watched) =>
    hasDeadline && clock.monotonicMs() >= deadlineMs && !holdsNow(verification, hold)
  const settle = () => {
    if (stop.signal.aborted) return
    if (holdTogether(watched)) end(outcomeOf(watched))
    else if (watched.some(isLate)) end(outcomeOf(watched))
    else onChange()
  }
  const watch = async (one: Watched) => {
    const { verification } = one
    const everyMs = verification.kind === 'check' ? verification.everyMs : windowEveryMs
    while (!stop.signal.aborted) {
      const startedMs = clock.monotonicMs()
      const look = await options.look(verification, stop.signal).catch((): Look => {
        // A bug of ours must not end what leads somebody back.
        return { verdict: 'unknown', reason: message('run.check-bug') }
      })
      if (stop.signal.aborted) return
      const endedMs = clock.monotonicMs()
      one.last = look
      one.hold = addLook(one.hold, { isPassed: look.verdict === 'passed', startedMs, endedMs })
      settle()
      await pause(timer, everyMs - (endedMs - startedMs), stop.signal)
    }
  }

  if (hasDeadline) setDeadlines()
  const ended = Promise.all(watched.map(watch))
  return {
    outcome,
    ended,
    statuses: () => watched.map((one) => statusOf(one, hasDeadline)),
    extend: () => {
      if (!hasDeadline || stop.signal.aborted) return
      setDeadlines()
      onChange()
    },
    stop: () => end(undefined),
  }
}

function statusOf(one: Watched, hasDeadline: boolean): VerificationStatus {
  const { verification, hold, last, until } = one
  const { id, title } = verification
  const of = timesOf(verification)
  return {
    id,
    title,
    state: holdsNow(verification, hold) ? 'passed' : 'looking',
    ...(hasDeadline ? { until } : {}),
    ...(last ? { reason: last.reason } : {}),
    passes: { count: Math.min(hold.passes, of), of },
  }
}

function outcomeOf(watched: readonly Watched[]): SessionOutcome {
  const parts = watched.map(partOf)
  const verdicts = new Set(parts.map(({ verdict }) => verdict))
  return {
    verdict: verdicts.has('failed') ? 'failed' : verdicts.has('unknown') ? 'unknown' : 'passed',
    parts,
    evidence: watched.flatMap(({ last }) => last?.evidence ?? []),
  }
}

function partOf({ verification, hold, last }: Watched): VerifiedPart {
  const { id, title, withinMs } = verification
  if (!last) {
    const reason = message('rollback-run.no-look', { seconds: withinMs / 1000 })
    return { id, title, verdict: 'unknown', reason }
  }
  const { evidence } = last
  const seen = { id, title, ...(evidence ? { evidenceHash: evidence.hash } : {}) }
  if (holdsNow(verification, hold) || last.verdict !== 'passed')
    return { ...seen, verdict: last.verdict, reason: last.reason }
  const values = { count: hold.passes, of: timesOf(verification) }
  return { ...seen, verdict: 'unknown', reason: message('rollback-run.not-long-enough', values) }
}
