import { message, type Message } from '../../shared/messages/message.ts'
import type { Danger, Json, Judgement, Measurement } from '../../shared/model/check.ts'
import type { CheckStep, RepeatStep, ScenarioStep } from '../../shared/model/scenario.ts'
import { assertNever } from '../../shared/result.ts'
import type { CheckEnvironment, MoreNames } from '../check/check-environment.ts'
import { judge } from '../expectation/judge.ts'
import type { LogWindow } from '../probes/probe.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Tails } from '../tail/tails.ts'
import type { Clock } from '../time/clock.ts'
import { pause } from '../time/pause.ts'
import type { Timer } from '../time/timer.ts'
import { capture } from './capture.ts'
import { prepareLogStep, type LogMark } from './log-step.ts'
import { prepareAsk, prepareWait } from './own-steps.ts'
import { prepareQueueMoved } from './queue-moved-step.ts'
import { repeatDefaultExpect, repeatFacts } from './repeat-facts.ts'
import { prepareStayedUp } from './stayed-up-step.ts'
import type { Witnesses } from './witnesses.ts'

export interface Answer {
  verdict: Judgement['verdict']
  by: string
  note?: string
}

/** What steps need of the run and of this one execution. */
export interface StepContext {
  runId: string
  environment: Pick<CheckEnvironment, 'prepare'>
  logWindow: LogWindow
  tails: Pick<Tails, 'lines' | 'wholeSinceMs'>
  names: MoreNames
  mark: LogMark
  /** What is watched since the scenario began; nothing in a preview. */
  witnesses?: Witnesses
  clock: Clock
  timer: Timer
  /** Waits for a person; nothing where nobody can be asked. */
  ask: (question: string, signal: AbortSignal) => Promise<Answer | undefined>
  /** Values for the steps to come. */
  onCaptured: (values: Record<string, string>, secretNames: readonly string[]) => void
  /** How far the step at hand is. */
  onProgress: (progress: Message) => void
}

const retryEveryMs = 250
const rank: Record<Danger, number> = { read: 0, change: 1, destroy: 2 }
export const worseDanger = (left: Danger, right: Danger): Danger =>
  rank[right] > rank[left] ? right : left

/** Makes a step ready as a check is: shown before it is done, then measured and judged. */
export function prepareStep(step: ScenarioStep, context: StepContext): PreparedCheck {
  switch (step.kind) {
    case 'check':
      return prepareCheckStep(step, context)
    case 'wait':
      return prepareWait(step, context)
    case 'repeat':
      return prepareRepeat(step, context)
    case 'ask':
      return prepareAsk(step, context)
    case 'queue-moved':
      return prepareQueueMoved(step, context, context.witnesses?.queue(step))
    case 'stayed-up':
      return prepareStayedUp(step, context, context.witnesses?.looks(step))
    case 'log': {
      const { containing } = step
      const filled = containing === undefined ? undefined : fillIn(containing, context.names)
      return prepareLogStep(step, { ...context, containing: filled })
    }
    default:
      return assertNever(step)
  }
}

function prepareCheckStep(step: CheckStep, context: StepContext): PreparedCheck {
  const { environment, logWindow, names, clock, timer, onProgress } = context
  const prepared = environment.prepare(step.check, { logWindow, names })
  const { withinMs = 0, captures } = step
  const mayTryAgain = prepared.danger === 'read'
  const missing = new WeakMap<Measurement, Judgement>()
  const judgeOne = (measurement: Measurement) =>
    missing.get(measurement) ?? prepared.judge(measurement)
  return {
    ...prepared,
    async measure(signal) {
      const untilMs = clock.monotonicMs() + withinMs
      for (;;) {
        const measurement = await prepared.measure(signal)
        const judgement = prepared.judge(measurement)
        if (judgement.verdict === 'passed') {
          const taken =
            measurement.kind === 'measured'
              ? capture(captures, measurement)
              : { ok: false as const }
          const secret = captures.flatMap(({ name, isSecret }) => (isSecret ? [name] : []))
          if (taken.ok) context.onCaptured(taken.value, secret)
          else if ('failure' in taken)
            missing.set(measurement, { ...judgement, verdict: 'unknown', reason: taken.failure })
          return measurement
        }
        if (!mayTryAgain || signal.aborted || clock.monotonicMs() >= untilMs) return measurement
        onProgress(notYet(judgement, untilMs - clock.monotonicMs()))
        await pause(timer, retryEveryMs, signal)
      }
    },
    judge: judgeOne,
  }
}

function notYet({ reason }: Judgement, leftMs: number): Message {
  const seconds = Math.ceil(leftMs / 1000)
  return reason.id === 'expectation.broken'
    ? message('scenario.not-yet', { ...reason.values, seconds })
    : message('scenario.looking-again', { seconds })
}

function prepareRepeat(step: RepeatStep, context: StepContext): PreparedCheck {
  const { times, isParallel, everyMs, steps, expect = repeatDefaultExpect } = step
  const { clock, timer, onProgress } = context
  let done = 0
  /** What was captured a moment ago counts: a step is made ready just before it is done. */
  const prepareOne = (one: RepeatStep['steps'][number], repetition: string) => {
    const { variables, literals } = context.names
    return prepareStep(one, {
      ...context,
      // Of the steps repeated, what counts is how many times are done.
      onProgress: () => undefined,
      names: { variables, literals: { ...literals, repetition } },
    })
  }
  const asShown = steps.map((one) => prepareOne(one, '«repetition»'))
  const problem = asShown.find((one) => one.problem)?.problem
  const shown = {
    target: [...new Set(asShown.map(({ target }) => target))].join(', '),
    command: `${times} ×\n${asShown.map(({ command }) => command).join('\n')}`,
  }
  const once = async (time: number, signal: AbortSignal) => {
    const looks: { measurement: Measurement; judgement: Judgement; isLook: boolean }[] = []
    for (const one of steps) {
      if (signal.aborted) break
      const prepared = prepareOne(one, String(time))
      const measurement = await prepared.measure(signal)
      const judgement = prepared.judge(measurement)
      looks.push({ measurement, judgement, isLook: one.kind === 'check' })
    }
    onProgress(message('scenario.repeated', { done: ++done, times }))
    return looks.filter(({ isLook }) => isLook)
  }
  return {
    ...shown,
    danger: asShown.map(({ danger }) => danger).reduce(worseDanger, 'read'),
    expect,
    ...(problem ? { problem } : {}),
    async measure(signal) {
      const startedAt = clock.now()
      const startedMs = clock.monotonicMs()
      const looks: Awaited<ReturnType<typeof once>> = []
      if (isParallel) {
        const all = await Promise.all(
          Array.from({ length: times }, (_, index) => once(index + 1, signal)),
        )
        looks.push(...all.flat())
      } else {
        for (let time = 1; time <= times && !signal.aborted; time++) {
          if (time > 1) await pause(timer, everyMs, signal)
          looks.push(...(await once(time, signal)))
        }
      }
      const taken = { startedAt, durationMs: clock.monotonicMs() - startedMs, ...shown }
      if (signal.aborted)
        return {
          kind: 'unmeasurable',
          ...taken,
          cause: 'cancelled',
          message: message('cause.cancelled'),
        }
      const count = (verdict: Judgement['verdict']) =>
        looks.filter(({ judgement }) => judgement.verdict === verdict).length
      return {
        kind: 'measured',
        ...taken,
        facts: {
          times,
          passed: count('passed'),
          failed: count('failed'),
          unknown: count('unknown'),
          answers: looks.map(({ measurement }) => answerOf(measurement)),
        },
        output: looks
          .map(({ judgement }, index) =>
            `${index + 1} ${judgement.verdict} ${JSON.stringify(judgement.read)}`.slice(0, 200),
          )
          .join('\n'),
      }
    },
    judge(measurement) {
      return measurement.kind === 'measured'
        ? judge(expect, repeatFacts, measurement)
        : { verdict: 'unknown', expect, reason: measurement.message, read: {} }
    },
  }
}

const longestJson = 2000

/** The facts of one look, without what would make hundreds of them too large to keep. */
function answerOf(measurement: Measurement): Json {
  if (measurement.kind !== 'measured') return { reachable: false, error: measurement.cause }
  const kept = Object.entries(measurement.facts).filter(
    ([name, value]) => name !== 'headers' && JSON.stringify(value).length <= longestJson,
  )
  return Object.fromEntries(kept)
}

/** Fills in what only this execution knows; what a target answered is not read again. */
export function fillIn(text: string, { variables, literals }: MoreNames): string {
  return text.replaceAll(/\$\{\s*([\w.]+)\s*\}/g, (whole, name: string) => {
    if (Object.hasOwn(literals, name)) return literals[name] ?? whole
    return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : whole
  })
}
