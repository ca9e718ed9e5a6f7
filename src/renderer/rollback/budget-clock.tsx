import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { clockText, readBudget } from './budget.ts'
import { useRollbackNow, useSight } from './use-running-rollback.ts'

/** What of the budget is spent, beside how long the rehearsal took. Silent: the announcer says it. */
export function BudgetClock({ status, aheadMs }: { status: RollbackStatus; aheadMs?: number }) {
  const t = useText()
  const now = useRollbackNow()
  const sight = useSight(status)
  const { elapsedMs, share, tone, overMs, rehearsedShare } = readBudget(status, now)
  const { budgetMs, rehearsedMs } = status
  const isGoingOn = sight === 'live' || sight === 'lost'
  const isTight = isGoingOn && aheadMs !== undefined && elapsedMs + aheadMs > budgetMs
  return (
    <div className="budget-clock">
      <div className="budget-words">
        <span role="timer" aria-live="off">
          <span className="dim">{t('rollback.budget')} </span>
          <b className={`mono ${tone}`}>{clockText(elapsedMs)}</b>
          <span className="dim"> / {clockText(budgetMs)}</span>
        </span>
        <span className="dim">
          {rehearsedMs === undefined
            ? t('rollback.never-rehearsed')
            : t('rollback.rehearsed-in', { clock: clockText(rehearsedMs) })}
        </span>
        <span className="dim">{t('rollback.led-by', { driver: status.driver })}</span>
        {overMs !== undefined ? (
          <Verdict tone="nogo" word={t('rollback.over-budget', { clock: clockText(overMs) })} />
        ) : (
          isTight && <Verdict tone="pending" word={t('rollback.budget-tight')} />
        )}
      </div>
      <svg className="budget-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="all" width="100" height="6" />
        <rect className={tone} width={share * 100} height="6" />
        {rehearsedShare !== undefined && (
          <rect
            className="rehearsed"
            x={Math.min(rehearsedShare * 100, 99.6)}
            width="0.4"
            height="6"
          />
        )}
      </svg>
    </div>
  )
}
