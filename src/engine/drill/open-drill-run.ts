import { formatMessage } from '../../shared/messages/format.ts'
import { message, type Locale } from '../../shared/messages/message.ts'
import { failure, type Result } from '../../shared/result.ts'
import type { PracticeRange } from '../practice/practice-range.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { Clock } from '../time/clock.ts'
import { rangeStatus } from './ready-range.ts'

/** What goes live in a drill, and what it is led back to. */
const release = { version: '2.1', commit: '', lastGood: '2.0' }
/** As the drill's runbook calls who decides. */
const role = 'Ops'
/** It went live a while ago, and nothing of it is late. */
const sinceT0Ms = 5 * 60_000

/** Opens the run of a drill on the range, which runs. */
export async function openDrillRun(
  around: {
    practice: Pick<PracticeRange, 'status' | 'drill'>
    createRun: CallHandlers['run.create']
    clock: Clock
  },
  { by, locale }: { by: string; locale: Locale },
  signal: AbortSignal,
): Promise<Result<{ runId: string }>> {
  const opened = await around.practice.drill.openRunbook(locale)
  if (!opened.ok) return opened
  const { profile } = rangeStatus(around.practice)
  if (profile === undefined) return failure('unavailable', message('drill.range-gone'))
  const now = Date.parse(around.clock.now())
  return around.createRun(
    {
      runbookHash: opened.value.hash,
      profile,
      title: titleOf(now, locale),
      release,
      people: [{ name: by, role }],
      t0: new Date(now - sinceT0Ms).toISOString(),
    },
    { signal },
  )
}

function titleOf(nowMs: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return formatMessage(message('drill.run-title', { when: format.format(nowMs) }), locale)
}
