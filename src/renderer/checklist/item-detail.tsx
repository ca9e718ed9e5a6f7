import type { RefObject } from 'react'

import type { Item } from '../../shared/model/runbook.ts'
import { dueAtMs, dueLabel, dueOf, lateByMs } from '../logic/due.ts'
import { severityTone } from '../logic/tone.ts'
import { Code } from '../parts/code.tsx'
import { Blocks, Inlines } from '../parts/rich-text.tsx'
import { StateVerdict, Verdict } from '../parts/verdict.tsx'
import { ItemScenarios } from '../scenarios/item-scenarios.tsx'
import {
  useDues,
  useT0,
  useItemStatus,
  useLocale,
  useOutline,
  useSay,
  useText,
  useUi,
} from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { formatRough, formatMoment, formatShort } from '../text/format.ts'
import { CheckCard } from './check-card.tsx'
import { ItemActions } from './item-actions.tsx'
import { ItemHistory } from './item-history.tsx'
import { usePreviews } from './use-previews.ts'

/** Everything about the selected item: what it asks, how it stands, what showed it, its history. */
export function ItemDetail({ pane }: { pane: RefObject<HTMLElement | null> }) {
  const t = useText()
  const outline = useOutline()
  const selected = useUi((state) => state.selectedItemId)
  const item = selected === undefined ? undefined : outline?.items.get(selected)
  return (
    <section className="detail" ref={pane} tabIndex={-1} aria-label={t('detail.title')}>
      {item ? <Detail key={item.id} item={item} /> : <p className="empty">{t('detail.nothing')}</p>}
    </section>
  )
}

function Detail({ item }: { item: Item }) {
  const t = useText()
  const status = useItemStatus(item.id)
  const previews = usePreviews(item)
  return (
    <>
      <header className="detail-head">
        <Place item={item} />
        <h1 className="cell-title">
          <span className="mono dim">{item.number}</span> <Inlines nodes={item.titleInline} />
        </h1>
        <div className="line wrap">
          <StateVerdict state={status?.state ?? 'todo'} />
          <SetBy itemId={item.id} />
          <DueMark item={item} />
          {item.blocking && <span className="tag">{t('item.blocking')}</span>}
          {item.owner !== undefined && <span className="tag">@{item.owner}</span>}
          {item.ticked && <span className="tag">{t('item.ticked')}</span>}
          {item.tags.map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </div>
        <ItemActions item={item} />
      </header>
      <div className="detail-body">
        {status?.outcomeUnknown && (
          <div className="note-box unknown loud" role="alert">
            <Verdict tone="unknown" word={t('checks.outcome-unknown')} />
            <span>{t('checks.outcome-unknown-help')}</span>
          </div>
        )}
        {status?.waiver && (
          <div className="note-box pending">
            <Verdict tone="pending" word={t('waiver.by', { by: status.waiver.by })} />
            <span>{status.waiver.reason}</span>
          </div>
        )}
        <Problems itemId={item.id} />
        {item.checks.map((check) => (
          <CheckCard key={check.id} check={check} previews={previews} />
        ))}
        <ItemScenarios item={item} />
        {item.details.length > 0 && (
          <div className="rich">
            <Blocks blocks={item.details} />
          </div>
        )}
        <Commands item={item} />
        <Notes itemId={item.id} />
        <ItemHistory itemId={item.id} />
      </div>
    </>
  )
}

/** Where the item stands: its phases, outermost first, and its line in the file. */
function Place({ item }: { item: Item }) {
  const t = useText()
  const outline = useOutline()
  const path = outline?.pathOf(item.phaseId) ?? []
  const titles = path.map((id) => outline?.phases.get(id)?.title ?? id).reverse()
  return (
    <div className="dim line">
      <span className="cut">{titles.join(' › ')}</span>
      <span className="nowrap">{t('detail.line', { line: item.line })}</span>
      {item.origin === 'overlay' && <span className="tag">{t('detail.from-overlay')}</span>}
    </div>
  )
}

function SetBy({ itemId }: { itemId: string }) {
  const t = useText()
  const locale = useLocale()
  const status = useItemStatus(itemId)
  if (status?.at === undefined || status.by === undefined || status.state === 'todo') return null
  const by = status.by.kind === 'person' ? status.by.name : t('detail.machine')
  return (
    <span className="dim">
      {by} · {formatShort(status.at, locale)}
    </span>
  )
}

function DueMark({ item }: { item: Item }) {
  const t = useText()
  const locale = useLocale()
  const outline = useOutline()
  const dues = useDues()
  const t0 = useT0()
  const now = useNowCoarse()
  const state = useItemStatus(item.id)?.state ?? 'todo'
  const due = outline && dueOf(item, outline.phases, dues)
  if (!due) return null
  const at = dueAtMs(due, t0)
  const late = lateByMs(state, due, t0, now)
  return (
    <>
      <span className="tag mono" title={due.source}>
        {dueLabel(due, t('common.day-letter'))}
        {at !== undefined && ` · ${formatMoment(at, locale)}`}
      </span>
      {late !== undefined && (
        <Verdict
          tone="pending"
          word={t('due.late-long', { duration: formatRough(late, locale) })}
        />
      )}
    </>
  )
}

/** Mistakes in the runbook about this item: a check that could not be read is not simply absent. */
function Problems({ itemId }: { itemId: string }) {
  const t = useText()
  const say = useSay()
  const problems = useOutline()?.runbook.problems ?? []
  return problems
    .filter((problem) => problem.itemId === itemId)
    .map((problem) => (
      <div
        key={`${problem.file ?? ''}:${problem.line}:${problem.column}`}
        className={`note-box ${severityTone[problem.severity]}`}
      >
        <Verdict
          tone={severityTone[problem.severity]}
          word={t(`inspect.severity.${problem.severity}`)}
        />
        <span>
          {say(problem.message)}
          {problem.suggestion !== undefined && (
            <b> {t('inspect.suggestion', { word: problem.suggestion })}</b>
          )}
        </span>
        <span className="dim mono">
          {problem.file !== undefined && `${problem.file}: `}
          {t('inspect.at', { line: problem.line, column: problem.column })}
        </span>
      </div>
    ))
}

function Commands({ item }: { item: Item }) {
  const t = useText()
  // What a check runs is shown with the check.
  const checked = new Set(item.checks.flatMap((check) => Object.values(check.config)))
  // A fence stands in the text with its own copy button; here it is named for its danger.
  const commands = item.commands.filter(
    ({ text, origin, danger }) => !checked.has(text) && (origin !== 'fence' || danger !== 'read'),
  )
  if (commands.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{t('detail.commands')}</h3>
      {commands.map((command) => (
        <div key={`${command.line} ${command.text}`} className="stack tight">
          <Code text={command.text} copy />
          {command.danger !== 'read' && (
            <Verdict
              tone={command.danger === 'destroy' ? 'nogo' : 'pending'}
              word={t(`danger.${command.danger}`)}
            />
          )}
        </div>
      ))}
      <p className="dim">{t('detail.commands-help')}</p>
    </section>
  )
}

function Notes({ itemId }: { itemId: string }) {
  const t = useText()
  const locale = useLocale()
  const notes = useItemStatus(itemId)?.notes ?? []
  if (notes.length === 0) return null
  return (
    <section className="stack tight">
      <h3>{t('detail.notes')}</h3>
      {notes.map((note) => (
        <div key={note.seq} className="note-box">
          <span className="dim">
            {note.by.kind === 'person' ? note.by.name : 'Warroom'} · {formatShort(note.at, locale)}
          </span>
          <span className="prewrap">{note.text}</span>
        </div>
      ))}
    </section>
  )
}
