import type { RollbackPlan, RollbackStatus } from '../../shared/model/rollback.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration } from '../text/format.ts'
import { rehearsedHereMs, type Proposal } from './propose.ts'

interface PlanListProps {
  plans: readonly RollbackPlan[]
  statuses: readonly RollbackStatus[]
  proposal: Proposal
  shownId: string | undefined
  onChoose: (planId: string) => void
}

/** The runbook's plans: how long each may take, and which one the answers lead to. */
export function PlanList({ plans, statuses, proposal, shownId, onChoose }: PlanListProps) {
  const t = useText()
  const locale = useLocale()
  return (
    <nav className="panel rollback-steps" aria-label={t('rollback.plans')}>
      <header>
        <h2>{t('rollback.plans')}</h2>
        <span className="note mono">{plans.length}</span>
      </header>
      <ol>
        {plans.map((plan) => {
          const { id, title, budgetMs, steps } = plan
          const rehearsed = rehearsedHereMs(statuses, id)
          return (
            <li key={id}>
              <button
                type="button"
                className={`rollback-step${id === shownId ? ' shown at' : ''}`}
                aria-current={id === shownId}
                onClick={() => onChoose(id)}
              >
                <span className="rollback-step-what">
                  <span>{title}</span>
                  <span className="dim">
                    {t('rollback.plan-line', {
                      budget: formatDuration(budgetMs, locale),
                      steps: steps.length,
                    })}
                  </span>
                  <span className="dim">
                    {rehearsed === undefined
                      ? t('rollback.never-rehearsed-here')
                      : t('rollback.rehearsed-in', { clock: formatDuration(rehearsed, locale) })}
                  </span>
                  {proposal.proposed?.id === id && (
                    <Verdict tone="go" word={t('rollback.proposed')} />
                  )}
                  {proposal.ruledOut.has(id) && (
                    <Verdict tone="idle" word={t('rollback.ruled-out')} />
                  )}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
