import { useState } from 'react'

import type { LeftOver } from '../../shared/model/incident.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDate, formatShort } from '../text/format.ts'
import { isLate } from './action-state.ts'
import { useLeftOver } from './use-left-over.ts'

const firstShown = 6

/** On Home, after a go-live: the steps and actions that nobody has done yet. Absent while there is none. */
export function LeftPanel() {
  const t = useText()
  const left = useLeftOver()
  const [whole, setWhole] = useState(false)
  if (left.length === 0) return null
  const shown = whole ? left : left.slice(0, firstShown)
  return (
    <section className="panel" aria-label={t('left.title')}>
      <header>
        <h2>{t('left.title')}</h2>
        <span className="note">{t('left.count', { count: left.length })}</span>
      </header>
      <ul>
        {shown.map((one) => (
          <LeftRow key={`${one.runId} ${keyOf(one)}`} left={one} />
        ))}
      </ul>
      {left.length > firstShown && (
        <div className="panel-foot">
          <button
            type="button"
            className="link"
            aria-expanded={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole ? t('left.fewer') : t('left.all', { count: left.length })}
          </button>
        </div>
      )}
    </section>
  )
}

function keyOf(left: LeftOver): string {
  if (left.kind === 'item') return left.itemId
  return left.kind === 'action' ? left.actionId : left.lessonId
}

function LeftRow({ left }: { left: LeftOver }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const nowMs = useNowCoarse()
  const late = left.kind === 'item' ? Date.parse(left.dueAt) < nowMs : isLate(left.due, nowMs)
  const when =
    left.kind === 'item'
      ? t('left.due', { at: formatShort(left.dueAt, locale) })
      : left.due !== undefined && t('incident.action-due', { day: formatDate(left.due, locale) })
  function go(): void {
    if (left.kind === 'item') {
      ui.openRun(left.runId, 'checklist')
      ui.select(left.itemId)
    } else if (left.kind === 'action') {
      ui.openRun(left.runId, 'incident')
      ui.selectIncident(left.incidentId)
    } else ui.openRun(left.runId, 'timeline')
  }
  return (
    <li className="row left-row">
      <div>
        <button type="button" className="link" onClick={go}>
          {left.title}
        </button>
        <div className="dim">
          {[t(`left.kind.${left.kind}`), left.run, left.kind !== 'item' && left.owner, when]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <Verdict
        tone={late ? 'nogo' : 'pending'}
        word={t(`incident.action-state.${late ? 'late' : 'open'}`)}
      />
    </li>
  )
}
