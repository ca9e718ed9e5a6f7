import { Columns3, FilterX, Filter, Pin, X } from 'lucide-react'

import type { LogLine } from '../../shared/model/tail.ts'
import { Code } from '../parts/code.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { useBlocked, useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatTime } from '../text/format.ts'
import { filterTerm, lineAsJson, lineAsText } from './line-text.ts'
import type { LogView } from './log-view.ts'

interface LineDetailProps {
  line: LogLine
  view: LogView
  columns: readonly string[]
  onColumn: (field: string) => void
}

/** A line in full: its fields, what can be made of them, and what can be done with it. */
export function LineDetail({ line, view, columns, onColumn }: LineDetailProps) {
  const t = useText()
  const { ui } = useSession()
  const locale = useLocale()
  const blocked = useBlocked()
  const { tailId, atMs, level, event, fields = {}, text } = line
  const entries = [
    ...(level === undefined ? [] : [['level', level] as const]),
    ...(event === undefined ? [] : [['event', event] as const]),
    ...Object.entries(fields),
  ]
  const addTerm = (term: string) => {
    const { filter } = view.store.getState()
    view.setFilter(`${filter} ${term}`.trim())
  }
  return (
    <section className="panel line-detail" aria-label={t('logs.detail')}>
      <header>
        <h2>
          {tailId} · {formatTime(new Date(atMs).toISOString(), locale)}
        </h2>
        <span className="note line">
          <button
            type="button"
            className="quiet"
            aria-label={t('common.close')}
            onClick={() => view.select(undefined)}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </span>
      </header>
      <div className="body stack">
        <Code text={text} />
        {entries.length > 0 && (
          <dl className="log-fields">
            {entries.map(([field, value]) => (
              <div key={field}>
                <dt className="mono">{field}</dt>
                <dd className="mono">{value}</dd>
                <dd className="line">
                  <button
                    type="button"
                    className="quiet"
                    title={t('logs.only', { term: filterTerm(field, value) })}
                    aria-label={t('logs.only', { term: filterTerm(field, value) })}
                    onClick={() => addTerm(filterTerm(field, value))}
                  >
                    <Filter size={13} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className="quiet"
                    title={t('logs.without', { term: filterTerm(field, value) })}
                    aria-label={t('logs.without', { term: filterTerm(field, value) })}
                    onClick={() => addTerm(filterTerm(field, value, '!='))}
                  >
                    <FilterX size={13} aria-hidden="true" />
                  </button>
                  {field !== 'level' && (
                    <button
                      type="button"
                      className="quiet"
                      aria-pressed={columns.includes(field)}
                      title={t('logs.column', { field })}
                      aria-label={t('logs.column', { field })}
                      onClick={() => onColumn(field)}
                    >
                      <Columns3 size={13} aria-hidden="true" />
                    </button>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
        <div className="line wrap">
          <button
            type="button"
            disabled={blocked !== undefined}
            onClick={() => ui.open({ kind: 'pin-line', line })}
          >
            <Pin size={14} aria-hidden="true" />
            {t('logs.pin')} <kbd>p</kbd>
          </button>
          <button
            type="button"
            onClick={() => {
              view.setFilter('')
              void view.goTo(new Date(atMs - 5000).toISOString()).then(() => view.select(line.n))
            }}
          >
            {t('logs.around')}
          </button>
          <CopyButton text={lineAsText(line)} />
          <CopyButton text={lineAsJson(line)} label={t('logs.copy-json')} />
        </div>
      </div>
    </section>
  )
}
