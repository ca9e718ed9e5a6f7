import { message } from '../../shared/messages/message.ts'
import type { Judgement, Measurement, Unmeasurable } from '../../shared/model/check.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { Clock } from '../clock.ts'
import { hashEvidence } from '../store/event-store.ts'
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
  const measurement = await measure()
  const evidence = redactStrings({ checkId, measurement, judgement: judge(measurement) }, redact)
  return { hash: hashEvidence(evidence), ...evidence }
}

/** The same value with every string in it redacted: the last net before the disk. */
export function redactStrings<T>(value: T, redact: (text: string) => string): T {
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return redact(node)
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, walk(member)]))
  }
  return walk(value) as T
}
