import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { RangeStatus } from '../../shared/rpc/views.ts'
import type { PracticeRange } from '../practice/practice-range.ts'
import type { Timer } from '../time/timer.ts'

/** Each part has a deadline of its own; past this one nobody would wait on. */
const startWithinMs = 180_000

/** The range as it is told now. */
export const rangeStatus = ({ status }: Pick<PracticeRange, 'status'>): RangeStatus =>
  status.get('status') ?? { state: 'stopped', parts: [] }

/** The range once it runs; it is started for it where it does not. Why not, where it cannot. */
export async function readyRange(
  practice: Pick<PracticeRange, 'status' | 'handlers'>,
  timer: Timer,
  signal: AbortSignal,
): Promise<Result<RangeStatus>> {
  const before = rangeStatus(practice)
  if (before.state === 'running') return ok(before)
  if (before.state === 'stopping') return failure('conflict', message('drill.range-stopping'))
  const cancelled = () => failure('cancelled', message('drill.cancelled'))
  if (signal.aborted) return cancelled()
  const isOurs = before.state !== 'starting'
  if (isOurs) {
    const started = await practice.handlers['range.start']({}, { signal })
    if (!started.ok) return started
  }
  const came = await settled(practice, timer, signal)
  if (came.state === 'running') return ok(came)
  if (came.state === 'failed')
    return failure('unavailable', came.problem ?? message('drill.range-gone'))
  if (came.state !== 'starting') return failure('unavailable', message('drill.range-gone'))
  // Nobody else asked for it, and whoever did has given it up.
  if (isOurs) void practice.handlers['range.stop']({}, { signal })
  return signal.aborted
    ? cancelled()
    : failure('unavailable', message('drill.range-late', { seconds: startWithinMs / 1000 }))
}

/** Its status once it is no longer starting; or as it is when the time is up, or nobody waits. */
function settled(
  practice: Pick<PracticeRange, 'status'>,
  timer: Timer,
  signal: AbortSignal,
): Promise<RangeStatus> {
  return new Promise((resolve) => {
    const end = () => {
      stopListening()
      stopTimer()
      signal.removeEventListener('abort', end)
      resolve(rangeStatus(practice))
    }
    const look = () => {
      if (rangeStatus(practice).state !== 'starting') end()
    }
    const stopListening = practice.status.onChange(look)
    const stopTimer = timer.after(startWithinMs, end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
    else look()
  })
}
