import { message } from '../../shared/messages/message.ts'
import type { Facts, Judgement } from '../../shared/model/check.ts'
import type { AskStep, WaitStep } from '../../shared/model/scenario.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Clock } from '../time/clock.ts'
import { pause } from '../time/pause.ts'
import type { StepContext } from './prepare-step.ts'

/** Does nothing for a while. */
export function prepareWait({ ms }: WaitStep, { clock, timer }: StepContext): PreparedCheck {
  const seconds = ms / 1000
  return ownStep(
    `${seconds} s`,
    '',
    async (signal) => {
      const startedMs = clock.monotonicMs()
      await pause(timer, ms, signal)
      if (signal.aborted) return undefined
      return {
        facts: { waited_s: (clock.monotonicMs() - startedMs) / 1000 },
        verdict: 'passed',
        reason: message('scenario.waited', { seconds }),
      }
    },
    clock,
  )
}

/** Puts a question to a person, whose word is the verdict. */
export function prepareAsk({ question }: AskStep, { ask, clock }: StepContext): PreparedCheck {
  const put = async (signal: AbortSignal): Promise<OwnFinding | undefined> => {
    const answer = await ask(question, signal)
    if (signal.aborted) return undefined
    if (!answer) return { facts: {}, verdict: 'unknown', reason: message('scenario.nobody-to-ask') }
    const { verdict, by, note = '' } = answer
    return {
      facts: { by, answer: verdict, note },
      verdict,
      reason: message('scenario.answered', { by, answer: verdict, note }),
    }
  }
  return ownStep('', question, put, clock)
}

type OwnFinding = { facts: Facts } & Pick<Judgement, 'verdict' | 'reason'>

/** A step whose verdict it finds itself; nothing found is cancelled. */
function ownStep(
  target: string,
  command: string,
  act: (signal: AbortSignal) => Promise<OwnFinding | undefined>,
  clock: Clock,
): PreparedCheck {
  let word: Pick<Judgement, 'verdict' | 'reason'> | undefined
  const shown = { target, command }
  return {
    ...shown,
    danger: 'read',
    reach: 'here',
    expect: '',
    async measure(signal) {
      const startedAt = clock.now()
      const startedMs = clock.monotonicMs()
      const found = await act(signal)
      const taken = { startedAt, durationMs: clock.monotonicMs() - startedMs, ...shown }
      word = found
      return found
        ? { kind: 'measured', ...taken, facts: found.facts }
        : {
            kind: 'unmeasurable',
            ...taken,
            cause: 'cancelled',
            message: message('cause.cancelled'),
          }
    },
    judge(measurement) {
      const { verdict, reason } = word ?? {
        verdict: 'unknown',
        reason: message('cause.cancelled'),
      }
      return {
        verdict,
        reason,
        expect: '',
        read: measurement.kind === 'measured' ? measurement.facts : {},
      }
    },
  }
}
