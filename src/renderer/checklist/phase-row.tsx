import { ChevronDown, ChevronRight, Ellipsis, PenLine, Play } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'

import type { Item, Phase } from '../../shared/model/runbook.ts'
import { countStates, settledOf } from '../logic/counts.ts'
import { dueLabel, dueOf, lateByMs } from '../logic/due.ts'
import { CountsBar } from '../parts/counts-bar.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useDues, useT0, useLocale, useOutline, useRun, useText, useUi } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { useRunActions } from './actions.ts'

interface PhaseRowProps {
  phase: Phase
  items: readonly Item[]
  rowIndex?: number
  /** The copy that stays at the top while its items scroll by. */
  pinned?: boolean
}

/** A phase's heading: how far it is, what is late, whether it is signed. */
export const PhaseRow = memo(function PhaseRow({ phase, items, rowIndex, pinned }: PhaseRowProps) {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const collapsed = useUi((state) => state.collapsed.has(phase.id))
  const counts = useRun(
    useShallow((state) =>
      countStates(items.map((item) => state.items.get(item.id)?.state ?? 'todo')),
    ),
  )
  const depth = (outline?.pathOf(phase.id).length ?? 1) - 1
  const Chevron = collapsed ? ChevronRight : ChevronDown
  return (
    <div
      className={`phase-row depth-${Math.min(depth, 3)}`}
      role="row"
      aria-level={depth + 1}
      aria-expanded={!collapsed}
      aria-rowindex={rowIndex}
    >
      <span role="gridcell" className="phase-name">
        <button
          type="button"
          className="quiet"
          tabIndex={pinned ? -1 : 0}
          aria-expanded={!collapsed}
          onClick={() => ui.toggleCollapsed(phase.id)}
        >
          <Chevron size={14} aria-hidden="true" />
          <span className="cut" title={phase.title}>
            {phase.title}
          </span>
        </button>
      </span>
      <span role="gridcell" className="phase-marks">
        <PhaseDue phase={phase} />
        <PhaseLate items={items} />
        <PhaseSignature phaseId={phase.id} />
      </span>
      <span role="gridcell" className="phase-progress">
        <CountsBar counts={counts} />
        <span className="num dim">
          {settledOf(counts)} / {items.length}
        </span>
      </span>
      <span role="gridcell">
        <PhaseMenu phaseId={phase.id} title={phase.title} pinned={pinned} />
      </span>
      <span className="sr">{t('phase.items', { count: items.length })}</span>
    </div>
  )
})

function PhaseDue({ phase }: { phase: Phase }) {
  const t = useText()
  const dues = useDues()
  const due = dues?.[phase.id] ?? phase.due
  return due ? <span className="tag mono">{dueLabel(due, t('common.day-letter'))}</span> : null
}

function PhaseLate({ items }: { items: readonly Item[] }) {
  const t = useText()
  const outline = useOutline()
  const dues = useDues()
  const t0 = useT0()
  const now = useNowCoarse()
  const late = useRun((state) => {
    if (!outline || t0 === undefined) return 0
    return items.filter((item) => {
      const itemState = state.items.get(item.id)?.state ?? 'todo'
      const due = dueOf(item, outline.phases, dues)
      return lateByMs(itemState, due, t0, now) !== undefined
    }).length
  })
  return late === 0 ? null : <Verdict tone="pending" word={t('phase.late', { count: late })} />
}

function PhaseSignature({ phaseId }: { phaseId: string }) {
  const t = useText()
  const locale = useLocale()
  const signature = useRun((state) => state.signatures.findLast((sign) => sign.phaseId === phaseId))
  if (!signature) return null
  return (
    <span
      title={t('phase.signed-by', {
        by: signature.by,
        role: signature.role || '—',
        at: formatShort(signature.at, locale),
        open: signature.openItems,
      })}
    >
      <Verdict
        tone={signature.openItems === 0 ? 'go' : 'pending'}
        word={t('phase.signed', { by: signature.by })}
      />
    </span>
  )
}

function PhaseMenu({
  phaseId,
  title,
  pinned,
}: {
  phaseId: string
  title: string
  pinned: boolean | undefined
}) {
  const t = useText()
  const actions = useRunActions()
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className="quiet icon"
          tabIndex={pinned ? -1 : 0}
          aria-label={t('phase.menu', { phase: title })}
        >
          <Ellipsis size={15} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu fade-in" align="end" sideOffset={4}>
          <DropdownMenu.Item onSelect={() => actions.runPhase(phaseId)}>
            <Play size={14} aria-hidden="true" />
            {t('phase.run')}
            <kbd>Shift R</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => actions.sign(phaseId)}>
            <PenLine size={14} aria-hidden="true" />
            {t('phase.sign')}
            <kbd>S</kbd>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
