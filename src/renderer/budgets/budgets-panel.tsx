import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'

import type { BudgetReading, BudgetStatus } from '../../shared/model/budget.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useMonitors, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import {
  basisWords,
  budgetWord,
  burnWords,
  leftWords,
  outlookWords,
  remainingWords,
  toneOfBudget,
  worstBudgetsFirst,
  type BudgetWord,
} from './budget-words.ts'

/** The error budgets of the open run, one a row; nothing where its runbook has none. */
export function BudgetsPanel() {
  const t = useText()
  const { entries, stale } = useStore(useSession().budgets)
  const staleChecks = useMonitors(
    useShallow((monitors) =>
      [...entries.values()].flatMap(({ budget: { checkId } }) =>
        monitors.entries.get(checkId)?.stale === true ? [checkId] : [],
      ),
    ),
  )
  const isStale = ({ budget }: BudgetStatus) => stale || staleChecks.includes(budget.checkId)
  if (entries.size === 0) return null
  return (
    <section className="panel budgets" aria-label={t('budgets.title')}>
      <header>
        <h2>{t('budgets.title')}</h2>
      </header>
      <ul>
        {worstBudgetsFirst(entries, isStale).map(([id, status]) => (
          <BudgetRow key={id} status={status} isStale={isStale(status)} />
        ))}
      </ul>
    </section>
  )
}

function BudgetRow({ status, isStale }: { status: BudgetStatus; isStale: boolean }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { ui } = useSession()
  const { budget, reading } = status
  const word = budgetWord(reading, isStale)
  const { target, windowSeconds, source } = budget
  const asked = { target, windowSeconds, ...(source.kind === 'looks' ? source : {}) }
  const openMonitor = () => {
    ui.go('health')
    ui.openMonitor(budget.checkId)
  }
  return (
    <li className="row budget">
      <Verdict tone={toneOfBudget[word]} word={t(`budget.${word}`)} />
      <div className="budget-name">
        <button
          type="button"
          className="bare cut"
          title={`${budget.title} · ${t('budget.open')}`}
          onClick={openMonitor}
        >
          {budget.title}
        </button>
        <span className="dim">{basisWords(asked, reading, { t, locale }).join(' · ')}</span>
      </div>
      {reading && <RemainingBar reading={reading} word={word} />}
      <div className="budget-left">
        {reading && reading.total > 0 && <span>{leftWords(reading, t)}</span>}
        {reading && word !== 'early' && (
          <span
            className={reading.total > 0 ? 'dim cut arithmetic' : 'dim'}
            title={say(reading.arithmetic)}
          >
            {say(reading.arithmetic)}
          </span>
        )}
      </div>
      <div className="budget-burn">
        {reading && reading.total > 0 && (
          <>
            <span className="num">{burnWords(reading, { t, locale })}</span>
            <span className="dim">{outlookWords(reading, { t, locale }).join(' · ')}</span>
          </>
        )}
      </div>
    </li>
  )
}

/** What is left, as a bar and in words; empty and said so where nothing is known. */
function RemainingBar({ reading, word }: { reading: BudgetReading; word: BudgetWord }) {
  const t = useText()
  const locale = useLocale()
  const share = Math.min(1, Math.max(0, reading.remaining ?? 0))
  return (
    <div className="budget-bar">
      <span className="bar" aria-hidden="true">
        <i className={toneOfBudget[word]} style={{ width: `${share * 100}%` }} />
      </span>
      <b className="num">{remainingWords(reading, { t, locale })}</b>
    </div>
  )
}
