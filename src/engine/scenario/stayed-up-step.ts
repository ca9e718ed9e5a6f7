import { message } from '../../shared/messages/message.ts'
import type { Judgement, Measurement } from '../../shared/model/check.ts'
import type { StayedUpStep } from '../../shared/model/scenario.ts'
import type { Look } from '../monitor/look.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { pause } from '../time/pause.ts'
import type { StepContext } from './prepare-step.ts'

/** One look of a monitor, as far as it matters for whether the monitor stayed up. */
export interface SeenLook {
  /** When it began and when its outcome was known. */
  fromMs: number
  atMs: number
  verdict: Judgement['verdict']
  aside?: Look['sample']['aside']
}

export const seenLook = ({ sample, evidence }: Look): SeenLook => ({
  fromMs: Date.parse(evidence.measurement.startedAt),
  atMs: sample.atMs,
  verdict: sample.verdict,
  ...(sample.aside ? { aside: sample.aside } : {}),
})

const lookEveryMs = 50
const shownLooks = 20

type Found = Pick<Judgement, 'verdict' | 'reason'>

/** A monitor was up from the scenario's beginning until now, without a hole. */
export function prepareStayedUp(
  step: StayedUpStep,
  { mark, clock, timer, onProgress }: Pick<StepContext, 'mark' | 'clock' | 'timer' | 'onProgress'>,
  looks: readonly SeenLook[] | undefined,
): PreparedCheck {
  const { checkId, withinMs } = step
  const nowMs = () => Date.parse(clock.now())
  const shown = { target: checkId, command: '' }
  let found: Found = { verdict: 'unknown', reason: message('scenario.up-not-watched', { checkId }) }
  return {
    ...shown,
    danger: 'read',
    reach: 'here',
    expect: '',
    async measure(signal): Promise<Measurement> {
      const startedAt = clock.now()
      const beganMs = Date.parse(startedAt)
      const untilMs = clock.monotonicMs() + withinMs
      // What was done just before shows in a look that began after it.
      const isDecided = () =>
        looks === undefined ||
        looks.some(({ aside, verdict }) => !aside && verdict === 'failed') ||
        looks.some(({ aside, fromMs }) => !aside && fromMs >= beganMs)
      while (!isDecided() && clock.monotonicMs() < untilMs && !signal.aborted) {
        const seconds = Math.ceil((untilMs - clock.monotonicMs()) / 1000)
        onProgress(message('scenario.up-awaited', { checkId, seconds }))
        await pause(timer, lookEveryMs, signal)
      }
      const taken = { startedAt, durationMs: nowMs() - beganMs, ...shown }
      if (signal.aborted) {
        const text = message('cause.cancelled')
        return { kind: 'unmeasurable', ...taken, cause: 'cancelled', message: text }
      }
      if (looks) found = judgeLooks(step, looks, { fromMs: mark.atMs, beganMs })
      return {
        kind: 'measured',
        ...taken,
        facts: {
          looks: looks?.length ?? 0,
          failed: looks?.filter(({ aside, verdict }) => !aside && verdict === 'failed').length ?? 0,
        },
        output: (looks ?? [])
          .slice(-shownLooks)
          .map(({ atMs, verdict, aside }) =>
            [new Date(atMs).toISOString(), verdict, aside ?? ''].join(' ').trim(),
          )
          .join('\n'),
      }
    },
    judge: (measurement) =>
      measurement.kind === 'measured'
        ? { ...found, expect: '', read: measurement.facts }
        : { verdict: 'unknown', expect: '', reason: measurement.message, read: {} },
  }
}

/** From `fromMs` on, without a hole, and once more after `beganMs`. */
export function judgeLooks(
  { checkId, everySeconds, timeoutMs }: StayedUpStep,
  looks: readonly SeenLook[],
  { fromMs, beganMs }: { fromMs: number; beganMs: number },
): Found {
  const counted = looks.filter(({ aside }) => aside === undefined)
  if (counted.some(({ verdict }) => verdict === 'failed'))
    return { verdict: 'failed', reason: message('scenario.up-was-down', { checkId }) }
  if (looks.some(({ aside }) => aside === 'maintenance'))
    return { verdict: 'unknown', reason: message('scenario.up-maintenance', { checkId }) }
  if (counted.some(({ verdict }) => verdict === 'unknown'))
    return { verdict: 'unknown', reason: message('scenario.up-unknown-look', { checkId }) }
  if (!counted.some((look) => look.fromMs >= beganMs))
    return { verdict: 'unknown', reason: message('scenario.up-no-look', { checkId }) }
  const mostMs = 2 * everySeconds * 1000 + timeoutMs
  const times = [fromMs, ...counted.map(({ atMs }) => atMs)]
  const hasHole = times.some((atMs, index) => atMs - (times[index - 1] ?? atMs) > mostMs)
  if (hasHole) return { verdict: 'unknown', reason: message('scenario.up-gap', { checkId }) }
  const values = { checkId, looks: counted.length }
  return { verdict: 'passed', reason: message('scenario.stayed-up', values) }
}
