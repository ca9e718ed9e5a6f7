import { Bell } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useEffect, useState } from 'react'

import { useBlocked, useText, useUi } from '../state/hooks.ts'
import { NoticePanel } from './notice-panel.tsx'
import { useDelivery, useNotices } from './use-notices.ts'

/** How many things wait for somebody to say that they have seen them. Alt N opens the list. */
export function NoticeBell() {
  const t = useText()
  const runId = useUi((state) => state.runId)
  const isBusy = useUi((state) => state.dialog !== undefined || state.paletteOpen)
  const notices = useNotices()
  const blocked = useBlocked()
  const [open, setOpen] = useState(false)
  useDelivery(runId)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { code, altKey, ctrlKey, metaKey, shiftKey } = event
      if (code !== 'KeyN' || !altKey || ctrlKey || metaKey || shiftKey || isBusy) return
      event.preventDefault()
      setOpen((isOpen) => !isOpen)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isBusy])
  if (runId === undefined) return null
  // Nobody can acknowledge anything in a run that has ended: then the bell asks for nothing.
  const waiting = blocked === 'closed' || blocked === 'imported' ? [] : notices.filter(isWaiting)
  const urgent = waiting.some(({ level, resolvedAt }) => level === 'urgent' && !resolvedAt)
  const words = t('notices.bell', { count: waiting.length })
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={`quiet bell${urgent ? ' urgent' : ''}`}
          aria-label={words}
          title={`${words} · Alt+N`}
        >
          <Bell size={16} strokeWidth={1.75} aria-hidden="true" />
          {waiting.length > 0 && (
            <span className="bell-count" aria-hidden="true">
              {urgent && <i>▲</i>}
              {waiting.length}
            </span>
          )}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover notice-panel fade-in"
          align="end"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t('notices.title')}
          onOpenAutoFocus={(event) => {
            // Not on its first button: a key too many would acknowledge everything.
            event.preventDefault()
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
          }}
        >
          <NoticePanel
            notices={notices}
            waiting={waiting.map(({ id }) => id)}
            onGone={() => setOpen(false)}
          />
        </Popover.Content>
      </Popover.Portal>
      <span className="sr" role="status">
        {urgent ? words : ''}
      </span>
    </Popover.Root>
  )
}

const isWaiting = ({ acknowledged }: { acknowledged?: unknown }) => acknowledged === undefined
