import { MessageSquare, ShieldAlert, Zap } from 'lucide-react'
import { memo } from 'react'

import type { ItemStatus } from '../../shared/model/run.ts'
import type { Item } from '../../shared/model/runbook.ts'
import { isSettled } from '../logic/counts.ts'
import { dueLabel, dueOf, lateByMs } from '../logic/due.ts'
import { StateVerdict, Verdict } from '../parts/verdict.tsx'
import { useDues, useItemStatus, useLocale, useOutline, useT0, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatRough, formatShort } from '../text/format.ts'
import { rowIdOf } from './row-id.ts'

interface ItemRowProps {
  item: Item
  selected: boolean
  rowIndex: number
}

/** One item on one line. It reads its own status, so that another item's change leaves it alone. */
export const ItemRow = memo(function ItemRow({ item, selected, rowIndex }: ItemRowProps) {
  const { ui } = useSession()
  const t = useText()
  const status = useItemStatus(item.id)
  const state = status?.state ?? 'todo'
  return (
    // Keys are handled by the list, which keeps the focus: rows are its active descendants.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={rowIdOf(item.id)}
      className={`item-row ${state}${selected ? ' selected' : ''}`}
      role="row"
      aria-level={item.depth + 2}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      onClick={() => ui.select(item.id)}
    >
      <span role="gridcell">
        {status?.outcomeUnknown ? (
          <Verdict tone="unknown" word={t('checks.outcome-unknown-short')} />
        ) : (
          <StateVerdict state={state} />
        )}
      </span>
      <span role="gridcell" className="mono dim">
        {item.number}
      </span>
      <span role="gridcell" className="item-title" title={item.title}>
        <span className="cut">{item.title}</span>
        <span className="flags">
          {item.blocking && <Flag icon={ShieldAlert} label={t('item.blocking')} />}
          {item.checks.length > 0 && <Flag icon={Zap} label={t('item.has-check')} />}
          {status !== undefined && status.notes.length > 0 && (
            <Flag icon={MessageSquare} label={t('item.notes', { count: status.notes.length })} />
          )}
        </span>
      </span>
      <span role="gridcell" className="dim cut owner">
        {item.owner}
      </span>
      <span role="gridcell" className="num dim">
        <When item={item} status={status} />
      </span>
    </div>
  )
})

function Flag({ icon: Icon, label }: { icon: typeof Zap; label: string }) {
  return (
    <span title={label}>
      <Icon size={13} strokeWidth={2} aria-hidden="true" />
      <span className="sr">{label}</span>
    </span>
  )
}

/** When it was settled; else when it is due, and whether that has passed. */
function When({ item, status }: { item: Item; status: ItemStatus | undefined }) {
  const t = useText()
  const locale = useLocale()
  const outline = useOutline()
  const dues = useDues()
  const t0 = useT0()
  const now = useNowCoarse()
  const state = status?.state ?? 'todo'
  if (isSettled(state) && status?.at !== undefined) return formatShort(status.at, locale)
  const due = outline && dueOf(item, outline.phases, dues)
  if (!due) return null
  const late = lateByMs(state, due, t0, now)
  if (late !== undefined) {
    return <Verdict tone="pending" word={t('due.late', { duration: formatRough(late, locale) })} />
  }
  return dueLabel(due, t('common.day-letter'))
}
