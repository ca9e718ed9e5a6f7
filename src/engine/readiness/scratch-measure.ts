import { message } from '../../shared/messages/message.ts'
import type { Measurement } from '../../shared/model/check.ts'
import { evidenceOf } from '../run/evidence.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import type { Clock } from '../time/clock.ts'
import type { BothMeasured } from './scratch-evidence.ts'
import { createdNothing } from './scratch-restore.ts'

/** How long a database is still dropped for once Warroom is being closed. */
const partingMs = 5000

interface MeasureOptions {
  clock: Clock
  redact: (text: string) => string
  /** Somebody stops it. */
  signal: AbortSignal
  /** Warroom is being closed. */
  over: AbortSignal
  onDrop: () => void
}

/** Puts it back and drops it again; whoever stops the one wants the other all the same. */
export async function measureBoth(
  { put, drop }: { put: PreparedCheck; drop: PreparedCheck },
  { clock, redact, signal, over, onDrop }: MeasureOptions,
): Promise<BothMeasured> {
  /** Whatever breaks while the one is measured, the other is still to be run. */
  const measure = async (name: string, prepared: PreparedCheck, until: AbortSignal) => {
    const startedAt = clock.now()
    try {
      return (await evidenceOf(name, prepared, { signal: until, clock, redact })).measurement
    } catch {
      const base = { startedAt, durationMs: 0, target: prepared.target }
      const reason = message('run.check-bug')
      return { ...base, kind: 'unmeasurable', cause: 'bug', message: reason } satisfies Measurement
    }
  }
  const first = await measure('put', put, signal)
  if (createdNothing(first)) return { put: first }
  onDrop()
  const parting = new AbortController()
  const part = () => setTimeout(() => parting.abort(), partingMs).unref()
  if (over.aborted) part()
  over.addEventListener('abort', part, { once: true })
  const second = await measure('drop', drop, parting.signal)
  over.removeEventListener('abort', part)
  return { put: first, drop: second }
}
