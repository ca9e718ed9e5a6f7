import { message, type Message } from '../../shared/messages/message.ts'
import type { Facts, Json, Judgement, Measurement, Unmeasurable } from '../../shared/model/check.ts'
import type { Evidence } from '../../shared/model/run.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { handedOutIn } from '../secrets/handed-out-text.ts'
import { handedOut } from '../secrets/handed-out.ts'
import { hashEvidence } from '../store/event-store.ts'
import type { Clock } from '../time/clock.ts'
import type { PreparedCheck } from './prepared-check.ts'

interface Surroundings {
  signal: AbortSignal
  clock: Clock
  redact: (text: string) => string
}

/** Measures and judges, and makes evidence of it. Whatever goes wrong on our side is evidence too. */
export async function evidenceOf(
  checkId: string,
  prepared: PreparedCheck,
  { signal, clock, redact }: Surroundings,
): Promise<Evidence> {
  const startedAt = clock.now()
  const startedMs = clock.monotonicMs()
  const unmeasurable = (why: Pick<Unmeasurable, 'cause' | 'message' | 'detail'>): Unmeasurable => ({
    kind: 'unmeasurable',
    startedAt,
    durationMs: clock.monotonicMs() - startedMs,
    target: prepared.target,
    command: prepared.command,
    ...why,
  })
  const bug = (error: unknown) =>
    unmeasurable({
      cause: 'bug',
      message: message('run.check-bug'),
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  const measure = async (): Promise<Measurement> => {
    if (prepared.problem) return unmeasurable(prepared.problem)
    try {
      return await prepared.measure(signal)
    } catch (error) {
      return bug(error)
    }
  }
  const judge = (measurement: Measurement): Judgement => {
    try {
      return prepared.judge(measurement)
    } catch {
      const reason = message('run.check-bug')
      return { verdict: 'unknown', expect: prepared.expect, reason, read: {} }
    }
  }
  const hashed = (measurement: Measurement, judgement: Judgement): Evidence => {
    const evidence = { checkId, measurement, judgement }
    return { hash: hashEvidence(evidence), ...evidence }
  }
  const measured = await measure()
  try {
    const redactAll = withoutHandedOut(measured, redact)
    return hashed(
      redactMeasurement(measured, redactAll),
      redactJudgement(judge(measured), redactAll),
    )
  } catch {
    // What a target answered must end nothing here. Nor is a word of it shown: what says why may
    // hold what was to be taken out.
    const reason = message('run.check-bug')
    const nothing = { target: '', command: '', cause: 'bug', message: reason } as const
    return hashed(
      { ...unmeasurable(nothing), ...nothing },
      { verdict: 'unknown', expect: '', reason, read: {} },
    )
  }
}

type Redact = (text: string) => string

/** What a target gave to whoever asked, such as a token, is not for those who read what was seen. */
function withoutHandedOut(measurement: Measurement, redact: Redact): Redact {
  if (measurement.kind !== 'measured') return redact
  const own = createRedactor()
  for (const [name, value] of handedOut(measurement.facts)) own.add(name, value)
  // It may be cut off where the facts are not, in the middle of a value.
  for (const [name, value] of handedOutIn(measurement.output ?? '')) own.add(name, value)
  return (text) => own.redact(redact(text))
}

/**
 * The last net before the disk. Only what came from outside is passed through it: a secret that
 * happens to read like one of our own words must not change what a measurement is.
 */
function redactMeasurement(measurement: Measurement, redact: Redact): Measurement {
  const maybe = (text: string | undefined) => (text === undefined ? undefined : redact(text))
  const { target, command, output } = measurement
  const shown = { target: redact(target), command: maybe(command), output: maybe(output) }
  if (measurement.kind === 'measured')
    return { ...measurement, ...shown, facts: redactFacts(measurement.facts, redact) }
  const { message, detail } = measurement
  return {
    ...measurement,
    ...shown,
    message: redactMessage(message, redact),
    detail: maybe(detail),
  }
}

function redactJudgement(judgement: Judgement, redact: Redact): Judgement {
  return {
    verdict: judgement.verdict,
    expect: redact(judgement.expect),
    reason: redactMessage(judgement.reason, redact),
    read: redactFacts(judgement.read, redact),
  }
}

/** A message whose values may hold a target's own words. */
export function redactMessage({ id, values }: Message, redact: Redact): Message {
  if (values === undefined) return { id }
  const redacted = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? redact(value) : value,
  ])
  return { id, values: Object.fromEntries(redacted) }
}

function redactFacts(facts: Facts, redact: Redact): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, redactJson(value, redact)]),
  )
}

function redactJson(value: Json, redact: Redact): Json {
  if (typeof value === 'string') return redact(value)
  if (Array.isArray(value)) return value.map((entry) => redactJson(entry, redact))
  if (typeof value !== 'object' || value === null) return value
  // A body's keys are the target's words too.
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [redact(key), redactJson(member, redact)]),
  )
}
