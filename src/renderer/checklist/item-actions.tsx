import {
  Check,
  Ellipsis,
  MessageSquarePlus,
  Minus,
  Play,
  RotateCcw,
  ShieldOff,
  X,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'

import type { Item } from '../../shared/model/runbook.ts'
import { useBlocked, useItemStatus, useText } from '../state/hooks.ts'
import { useRunActions } from './actions.ts'

export function ItemActions({ item }: { item: Item }) {
  const t = useText()
  const actions = useRunActions()
  const blocked = useBlocked()
  const state = useItemStatus(item.id)?.state ?? 'todo'
  const off = blocked !== undefined
  return (
    <div className="line wrap">
      {item.checks.length > 0 && (
        <button
          type="button"
          className="primary"
          disabled={off || state === 'running'}
          onClick={() => actions.runChecks([item.id])}
        >
          <Play size={13} aria-hidden="true" />
          {t('checks.run')} <kbd>R</kbd>
        </button>
      )}
      <button type="button" disabled={off} onClick={() => actions.set(item.id, 'passed')}>
        <Check size={14} aria-hidden="true" />
        {t('item.pass')} <kbd>␣</kbd>
      </button>
      <button type="button" disabled={off} onClick={() => actions.set(item.id, 'failed')}>
        <X size={14} aria-hidden="true" />
        {t('item.fail')} <kbd>X</kbd>
      </button>
      <button type="button" disabled={off} onClick={() => actions.note(item.id)}>
        <MessageSquarePlus size={14} aria-hidden="true" />
        {t('item.note')} <kbd>N</kbd>
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="icon" disabled={off} aria-label={t('common.more')}>
            <Ellipsis size={15} aria-hidden="true" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu fade-in" align="end" sideOffset={4}>
            <DropdownMenu.Item onSelect={() => actions.waive(item.id)}>
              <ShieldOff size={14} aria-hidden="true" />
              {t('item.waive')}
              <kbd>W</kbd>
            </DropdownMenu.Item>
            <DropdownMenu.Item onSelect={() => actions.set(item.id, 'not-applicable')}>
              <Minus size={14} aria-hidden="true" />
              {t('item.not-applicable')}
              <kbd>A</kbd>
            </DropdownMenu.Item>
            <DropdownMenu.Item onSelect={() => actions.set(item.id, 'todo')}>
              <RotateCcw size={14} aria-hidden="true" />
              {t('item.reset')}
              <kbd>T</kbd>
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  )
}
