import type { QueueStatus } from '../../shared/model/queue.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { formatShort, formatTime } from '../text/format.ts'
import { lookOf } from './queue-state.ts'
import { forecastWords, ratesWords } from './queue-words.ts'
import { useWords } from './use-queues.ts'

/** The queue at a glance; what is old says of when it is. */
export function QueueVerdict({ status, isCutOff }: { status: QueueStatus; isCutOff: boolean }) {
  const t = useText()
  const locale = useLocale()
  const { tone, word } = lookOf(status, isCutOff)
  const isOld = word === 'queues.word.stale' && status.at !== undefined
  return (
    <span className="line">
      {isOld && (
        <span className="dim">
          {t('queues.as-of', { time: formatTime(status.at ?? '', locale) })}
        </span>
      )}
      <Verdict tone={tone} word={t(word)} />
    </span>
  )
}

/** Why nobody can read it, or what it needs somebody for. */
export function QueueProblem({ status }: { status: QueueStatus }) {
  const t = useText()
  const { say, locale } = useWords()
  const { alarm, problem } = status
  return (
    <>
      {problem && (
        <p className="queue-note">
          <Verdict tone="unknown" word={say(problem)} />
        </p>
      )}
      {alarm && (
        <p className="queue-note" role="status">
          <Verdict tone="nogo" word={say(alarm.reason)} />{' '}
          <span className="dim">
            {t('queues.alarm-since', { time: formatShort(alarm.since, locale) })}
          </span>
        </p>
      )}
    </>
  )
}

/** How fast jobs come and go, and when there are none left. */
export function QueueFlow({ status }: { status: QueueStatus }) {
  const words = useWords()
  const { t } = words
  const { rates, limit, forecast } = status
  const aims = [
    limit && t('queues.limit', { value: limit.value }),
    forecastWords(status, words),
  ].filter(Boolean)
  return (
    <div className="queue-flow dim">
      <span
        title={rates && t(`queues.basis.${rates.basis}`, { seconds: Math.round(rates.seconds) })}
      >
        {rates && ratesWords(rates, words)}
      </span>
      <span
        title={[words.say(forecast.reason), limit && t(`queues.limit-from.${limit.from}`)]
          .filter(Boolean)
          .join('\n')}
      >
        {aims.join(' · ')}
      </span>
    </div>
  )
}
