import { ShieldAlert, Zap } from 'lucide-react'

import type { Item, Runbook } from '../../shared/model/runbook.ts'
import { dueLabel } from '../logic/due.ts'
import { outlineOf } from '../logic/outline.ts'
import { useText } from '../state/hooks.ts'

/** Phases and items, with what Warroom found in each. */
export function RunbookOutline({
  runbook,
  onLine,
}: {
  runbook: Runbook
  onLine: (line: number) => void
}) {
  const t = useText()
  const outline = outlineOf(runbook)
  const day = t('common.day-letter')
  return (
    <div className="outline">
      {outline.shownPhases.map((phase) => (
        <section key={phase.id}>
          <h2 className={`outline-phase depth-${Math.min(3, outline.pathOf(phase.id).length - 1)}`}>
            {phase.title}
            {phase.due && <span className="tag mono">{dueLabel(phase.due, day)}</span>}
          </h2>
          <ul>
            {outline.itemsOf(phase.id).map((item) => (
              <OutlineItem key={item.id} item={item} onLine={onLine} />
            ))}
          </ul>
        </section>
      ))}
      {runbook.contacts.length > 0 && (
        <section>
          <h2 className="outline-phase">{t('inspect.contacts')}</h2>
          <ul>
            {runbook.contacts.map((contact) => (
              <li key={contact.line} className="row contact-row">
                <span className="mono dim">{contact.level}</span>
                <span>
                  {contact.name}
                  {contact.role !== undefined && <span className="dim"> · {contact.role}</span>}
                </span>
                <span className="dim">{contact.when}</span>
                <span className="mono">{contact.reach}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function OutlineItem({ item, onLine }: { item: Item; onLine: (line: number) => void }) {
  const t = useText()
  return (
    <li className="row outline-item">
      <span className="mono dim">{item.number}</span>
      <span className={`outline-title indent-${Math.min(3, item.depth)}`}>
        {item.title}
        {item.blocking && (
          <span className="tag">
            <ShieldAlert size={12} aria-hidden="true" />
            {t('item.blocking')}
          </span>
        )}
        {item.origin === 'overlay' && <span className="tag">{t('detail.from-overlay')}</span>}
        {item.checks.map((check) => (
          <span key={check.id} className="tag" title={check.expect}>
            <Zap size={12} aria-hidden="true" />
            {check.kind}
          </span>
        ))}
        {item.checks.length === 0 && item.commands.length > 0 && (
          <span className="tag">{t('inspect.commands', { count: item.commands.length })}</span>
        )}
      </span>
      <span className="dim">{item.owner}</span>
      <span className="mono dim">{item.due && dueLabel(item.due, t('common.day-letter'))}</span>
      <button type="button" className="link dim" onClick={() => onLine(item.line)}>
        {t('detail.line', { line: item.line })}
      </button>
    </li>
  )
}
