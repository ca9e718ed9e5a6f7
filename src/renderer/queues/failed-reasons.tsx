import type { FailedReason } from '../../shared/model/queue.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatShort } from '../text/format.ts'

/** Why jobs failed, grouped, each group with one of them. */
export function FailedReasons({ reasons }: { reasons: readonly FailedReason[] }) {
  const t = useText()
  const locale = useLocale()
  return (
    <details className="queue-details">
      <summary>{t('queues.failed-reasons', { count: reasons.length })}</summary>
      <p className="dim">{t('queues.failed-about')}</p>
      <ul className="stack tight">
        {reasons.map(({ reason, count, sample }) => (
          <li key={reason} className="failed-reason">
            <span className="num">{t('queues.times', { count })}</span>
            <div>
              <code>{reason}</code>
              {sample && (
                <div className="dim">
                  {t('queues.sample', {
                    id: sample.id,
                    name: sample.name,
                    attempts: sample.attempts ?? 0,
                  })}
                  {sample.failedAt !== undefined && ` · ${formatShort(sample.failedAt, locale)}`}
                  {sample.reason !== reason && <pre className="code">{sample.reason}</pre>}
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
