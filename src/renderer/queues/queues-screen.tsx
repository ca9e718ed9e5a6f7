import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'

import { RunScreen } from '../parts/run-screen.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { NoQueues } from './no-queues.tsx'
import { QueueCard } from './queue-card.tsx'
import { useQueues } from './use-queues.ts'

export function QueuesScreen() {
  const { entries, loaded, failure } = useStore(useSession().queues)
  return (
    <RunScreen help="queues.no-run-help" failure={failure} loaded={loaded}>
      {() => (entries.size === 0 ? <NoQueues /> : <Queues />)}
    </RunScreen>
  )
}

function Queues() {
  const t = useText()
  const { queues, isCutOff } = useQueues()
  const list = useRef<HTMLUListElement>(null)

  /** Arrows go from name to name; Enter on one is its own button's. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const names = [...(list.current?.querySelectorAll<HTMLElement>('[data-queue]') ?? [])]
    const card = event.target instanceof Element ? event.target.closest('article') : null
    const at = names.findIndex((name) => card?.contains(name))
    const next = names[at + step]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <div className="screen queues">
      <div className="line">
        <h1>{t('screen.queues')}</h1>
        <span className="dim">{t('queues.keys')}</span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the buttons in it */}
      <ul ref={list} className="queue-list" aria-label={t('queues.list')} onKeyDown={onKeyDown}>
        {queues.map((status) => (
          <QueueCard key={status.key} status={status} isCutOff={isCutOff} />
        ))}
      </ul>
    </div>
  )
}
