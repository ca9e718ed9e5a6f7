import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatShort } from '../text/format.ts'
import { RollbackMark } from './rollback-marks.tsx'

interface HistoryListProps {
  statuses: readonly RollbackStatus[]
  onShow: (rollbackId: string) => void
}

/** Every rollback of the run, newest first: as what it was done, and how it ended. */
export function HistoryList({ statuses, onShow }: HistoryListProps) {
  const t = useText()
  const locale = useLocale()
  if (statuses.length === 0) return null
  return (
    <nav className="panel rollback-steps" aria-label={t('rollback.history')}>
      <header>
        <h2>{t('rollback.history')}</h2>
        <span className="note mono">{statuses.length}</span>
      </header>
      <ol>
        {[...statuses].reverse().map((status) => {
          const { rollbackId, title, mode, startedAt, endedAt, startedBy } = status
          return (
            <li key={rollbackId}>
              <button type="button" className="rollback-step" onClick={() => onShow(rollbackId)}>
                <span className="rollback-step-what">
                  <span>{title}</span>
                  <span className="dim">
                    {[
                      t(`rollback.mode.${mode}`),
                      formatShort(startedAt, locale),
                      endedAt !== undefined &&
                        formatDuration(Date.parse(endedAt) - Date.parse(startedAt), locale),
                      startedBy,
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  <RollbackMark status={status} />
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
