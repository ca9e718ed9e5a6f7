import { useRef } from 'react'
import type { KeyboardEvent } from 'react'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { useLive, useLocale, useOutline, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatShort } from '../text/format.ts'
import { ScenarioMark } from './scenario-marks.tsx'
import { tookMs } from './sequence.ts'
import { elapsedText } from './time-text.ts'

interface ScenarioListProps {
  statuses: readonly ScenarioStatus[]
  shownId: string | undefined
}

/** Every scenario of the run with its last word, what runs on top. */
export function ScenarioList({ statuses, shownId }: ScenarioListProps) {
  const t = useText()
  const { ui } = useSession()
  const list = useRef<HTMLUListElement>(null)
  const passed = statuses.filter(({ state }) => state === 'passed').length
  const count = { passed, total: statuses.length }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const next = statuses[at + step]
    if (!next) return
    event.preventDefault()
    buttons[at + step]?.focus()
    ui.selectScenario(next.scenarioId)
  }
  return (
    <nav className="scenario-list" aria-label={t('scenarios.list')}>
      <header className="line">
        <h2>{t('screen.scenarios')}</h2>
        <span className="dim mono" title={t('scenarios.count-words', count)}>
          {t('scenarios.count', count)}
        </span>
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the buttons in it */}
      <ul ref={list} onKeyDown={onKeyDown}>
        {statuses.map((status) => (
          <li key={status.scenarioId}>
            <ScenarioRow status={status} isShown={status.scenarioId === shownId} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function ScenarioRow({ status, isShown }: { status: ScenarioStatus; isShown: boolean }) {
  const { ui } = useSession()
  const item = useOutline()?.items.get(status.itemId)
  return (
    <button
      type="button"
      className={`scenario-row ${status.state}`}
      aria-current={isShown}
      onClick={() => ui.selectScenario(status.scenarioId)}
    >
      <span className="line">
        <b className="grow">{status.title}</b>
        <ScenarioMark state={status.state} />
      </span>
      <span className="line dim">
        <span className="cut grow">
          {item && (
            <>
              <span className="mono">{item.number}</span> {item.title}
            </>
          )}
        </span>
        <When status={status} />
      </span>
    </button>
  )
}

/** When it was played and how long it took, or takes. */
function When({ status }: { status: ScenarioStatus }) {
  const locale = useLocale()
  if (status.startedAt === undefined) return null
  if (status.state === 'running') return <Elapsed status={status} />
  const took = tookMs(status, 0)
  return (
    <span className="nowrap">
      {formatShort(status.startedAt, locale)}
      {took !== undefined && ` · ${formatDuration(took, locale)}`}
    </span>
  )
}

function Elapsed({ status }: { status: ScenarioStatus }) {
  const locale = useLocale()
  const isLive = useLive()
  const took = tookMs(status, useNow()) ?? 0
  // A clock that goes on without the engine would be made up.
  if (!isLive) return null
  return <span className="nowrap mono">{elapsedText(took, true, locale)}</span>
}
