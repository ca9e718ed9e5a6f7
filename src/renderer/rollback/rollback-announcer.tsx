import { useEffect, useRef, useState } from 'react'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatDuration } from '../text/format.ts'
import { readBudget } from './budget.ts'
import { endOf, lookOfStep } from './rollback-tone.ts'
import { turnOf, type RollbackTurn } from './turn.ts'

/** Says a rollback to those who do not see it: each step, how it turned out, and the clock with it. */
export function RollbackAnnouncer({ entries }: { entries: ReadonlyMap<string, RollbackStatus> }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const known = useRef<ReadonlyMap<string, RollbackStatus>>(new Map())
  const [text, setText] = useState('')
  useEffect(() => {
    const clockOf = (status: RollbackStatus) => {
      const { elapsedMs } = readBudget(status, Date.now())
      const whole = Math.max(1, Math.round(elapsedMs / 1000)) * 1000
      return t('rollback.say-clock', {
        elapsed: formatDuration(whole, locale),
        budget: formatDuration(status.budgetMs, locale),
      })
    }
    const sentenceOf = (turn: RollbackTurn, status: RollbackStatus): string => {
      switch (turn.kind) {
        case 'step': {
          const number = status.steps.findIndex(({ stepId }) => stepId === turn.step.stepId) + 1
          return t('rollback.say-step', { number, title: turn.step.title })
        }
        case 'state': {
          const { title, reason } = turn.step
          const word = t(lookOfStep(turn.step).word)
          return t('rollback.say-state', { title, word, reason: reason ? say(reason) : '' })
        }
        case 'driver':
          return t('rollback.say-driver', { driver: turn.driver })
        case 'final':
          return status.reason ? say(status.reason) : t('rollback.say-final')
        default:
          return `${t(`rollback.state.${endOf(status)}`)}. ${status.reason ? say(status.reason) : ''}`
      }
    }
    const before = known.current
    known.current = entries
    for (const [id, status] of entries) {
      if (before.get(id) === status) continue
      const turn = turnOf(before.get(id), status)
      if (turn) setText(`${sentenceOf(turn, status).trim()} ${clockOf(status)}`)
    }
  }, [entries, t, say, locale])
  return (
    <div className="sr" aria-live="polite" data-announcer="rollback">
      {text}
    </div>
  )
}
