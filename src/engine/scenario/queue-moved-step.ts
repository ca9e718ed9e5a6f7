import { message } from '../../shared/messages/message.ts'
import type { Judgement, Measurement } from '../../shared/model/check.ts'
import type { QueueMovedStep } from '../../shared/model/scenario.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { pause } from '../time/pause.ts'
import type { StepContext } from './prepare-step.ts'
import type { QueueReport, QueueWitness } from './queue-witness.ts'

const lookEveryMs = 50

type Found = Pick<Judgement, 'verdict' | 'reason'>

/**
 * A queue grew since the scenario began, and came back. That it grew is seen, or counted where the
 * queue counts what is added; that it did not is only known where it counts.
 */
export function prepareQueueMoved(
  step: QueueMovedStep,
  context: StepContext,
  witness: QueueWitness | undefined,
): PreparedCheck {
  const { clock, timer, onProgress } = context
  const shown = context.environment.prepare(step.check, {
    logWindow: context.logWindow,
    names: context.names,
  })
  const { target, command, reach, problem } = shown
  const expect = `peak >= base + ${step.up} && depth <= ${step.back ?? 'base'}`
  let found: Found | undefined
  return {
    target,
    command,
    danger: 'read',
    expect,
    ...(reach ? { reach } : {}),
    ...(problem ? { problem } : {}),
    async measure(signal): Promise<Measurement> {
      const startedAt = clock.now()
      const startedMs = clock.monotonicMs()
      const untilMs = startedMs + step.withinMs
      // What was done just before shows in a look that began after it.
      await witness?.lookNow(signal)
      let report = witness?.report() ?? { looks: 0, missed: 0 }
      const isOver = () => signal.aborted || clock.monotonicMs() >= untilMs
      while (judgeMove(step, report).verdict !== 'passed' && !isOver()) {
        const seconds = Math.ceil((untilMs - clock.monotonicMs()) / 1000)
        const { depth = 0, peak = 0 } = report
        onProgress(message('scenario.queue-stands', { depth, peak, seconds }))
        await pause(timer, lookEveryMs, signal)
        report = witness?.report() ?? report
      }
      if (witness && judgeMove(step, report).verdict !== 'passed') {
        await witness.lookNow(signal)
        report = witness.report()
      }
      await witness?.[Symbol.asyncDispose]()
      const taken = { startedAt, durationMs: clock.monotonicMs() - startedMs, target, command }
      found = judgeMove(step, report)
      if (signal.aborted && found.verdict !== 'passed') {
        found = undefined
        const text = message('cause.cancelled')
        return { kind: 'unmeasurable', ...taken, cause: 'cancelled', message: text }
      }
      const { looks, missed, base, peak, depth, addedAtLeast, addedAtMost } = report
      return {
        kind: 'measured',
        ...taken,
        facts: {
          looks,
          missed,
          ...(base === undefined ? {} : { base }),
          ...(peak === undefined ? {} : { peak }),
          ...(depth === undefined ? {} : { depth }),
          ...(addedAtLeast === undefined ? {} : { added_at_least: addedAtLeast }),
          ...(addedAtMost === undefined ? {} : { added_at_most: addedAtMost }),
        },
      }
    },
    judge(measurement): Judgement {
      if (measurement.kind !== 'measured')
        return { verdict: 'unknown', expect, reason: measurement.message, read: {} }
      const nothing = { verdict: 'unknown' as const, reason: message('scenario.queue-not-seen') }
      return { ...(found ?? nothing), expect, read: measurement.facts }
    },
  }
}

/** What looks at a queue say of it. */
export function judgeMove({ up, back }: QueueMovedStep, report: QueueReport): Found {
  const { base, peak, depth, addedAtLeast, addedAtMost, trouble } = report
  if (base === undefined || peak === undefined || depth === undefined)
    return { verdict: 'unknown', reason: trouble ?? message('scenario.queue-not-seen') }
  const isSeen = peak >= base + up
  // One job that was added stood in line, however shortly; several need not have stood there at once.
  const isCounted = up === 1 && addedAtLeast !== undefined && addedAtLeast >= 1
  if (isSeen || isCounted) {
    const most = back ?? base
    // An old look says nothing of how it stands.
    if (trouble) return { verdict: 'unknown', reason: trouble }
    if (depth > most)
      return {
        verdict: 'failed',
        reason: message('scenario.queue-not-back', { depth, peak: Math.max(peak, base), most }),
      }
    return {
      verdict: 'passed',
      reason: isSeen
        ? message('scenario.queue-moved', { base, peak, depth })
        : message('scenario.queue-passed-through', { added: addedAtLeast ?? 0, depth }),
    }
  }
  if (addedAtMost !== undefined && addedAtMost < up)
    return {
      verdict: 'failed',
      reason: message('scenario.queue-not-moved', { added: addedAtMost, up }),
    }
  return { verdict: 'unknown', reason: message('scenario.queue-maybe', { base, peak, up }) }
}
