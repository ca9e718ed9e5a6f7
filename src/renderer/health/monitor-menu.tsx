import { Construction, Ellipsis, ListChecks, Pause, Play, SquareActivity } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'

import type { MonitorStatus } from '../../shared/model/monitor.ts'
import { isIdle } from '../logic/monitors.ts'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useMonitorActions } from './use-monitor-actions.ts'

/** What can be done to one monitor. Keys do the same on the selected tile. */
export function MonitorMenu({ status }: { status: MonitorStatus }) {
  const t = useText()
  const { ui } = useSession()
  const actions = useMonitorActions()
  const { checkId, itemId, title, state } = status
  const idle = isIdle(state)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className="quiet icon tile-menu"
          tabIndex={-1}
          aria-label={t('health.menu', { monitor: title })}
        >
          <Ellipsis size={15} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu fade-in" align="end" sideOffset={4}>
          <DropdownMenu.Item onSelect={() => ui.openMonitor(checkId)}>
            <SquareActivity size={14} aria-hidden="true" />
            {t('health.open')}
            <kbd>⏎</kbd>
          </DropdownMenu.Item>
          {idle ? (
            <DropdownMenu.Item onSelect={() => actions.resume([checkId])}>
              <Play size={14} aria-hidden="true" />
              {t('health.resume')}
              <kbd>P</kbd>
            </DropdownMenu.Item>
          ) : (
            <DropdownMenu.Item onSelect={() => actions.pause([checkId])}>
              <Pause size={14} aria-hidden="true" />
              {t('health.pause')}
              <kbd>P</kbd>
            </DropdownMenu.Item>
          )}
          {state !== 'maintenance' && (
            <DropdownMenu.Item onSelect={() => actions.maintenance([checkId])}>
              <Construction size={14} aria-hidden="true" />
              {t('health.maintenance')}
              <kbd>M</kbd>
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Separator />
          <DropdownMenu.Item
            onSelect={() => {
              ui.select(itemId)
              ui.go('checklist')
            }}
          >
            <ListChecks size={14} aria-hidden="true" />
            {t('timeline.show-item')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
