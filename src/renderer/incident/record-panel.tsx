import { CircleHelp, Gavel, StickyNote } from 'lucide-react'

import {
  entryKinds,
  type EntryKind,
  type IncidentEntry,
  type IncidentStatus,
} from '../../shared/model/incident.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'

const icons: Record<EntryKind, typeof StickyNote> = {
  note: StickyNote,
  decision: Gavel,
  hypothesis: CircleHelp,
}
const keys: Record<EntryKind, string> = { note: 'N', decision: 'D', hypothesis: 'H' }

/** What people noted, decided and supposed, newest first, each by one key. */
export function RecordPanel({ incident, blocked }: { incident: IncidentStatus; blocked: boolean }) {
  const t = useText()
  const { ui } = useSession()
  const { id, entries, resolved } = incident
  const canSay = !blocked && !resolved
  return (
    <section className="panel" aria-label={t('incident.record')}>
      <header className="wrap">
        <h2 className="grow">{t('incident.record')}</h2>
        {canSay &&
          entryKinds.map((kind) => {
            const Icon = icons[kind]
            return (
              <button
                key={kind}
                type="button"
                onClick={() =>
                  ui.open({ kind: 'incident', about: { ask: 'say', incidentId: id, kind } })
                }
              >
                <Icon size={14} aria-hidden="true" />
                {t(`incident.kind.${kind}`)} <kbd>{keys[kind]}</kbd>
              </button>
            )
          })}
      </header>
      {entries.length === 0 && <p className="empty">{t('incident.record-none')}</p>}
      <ol aria-label={t('incident.record')}>
        {[...entries].reverse().map((entry) => (
          <EntryRow key={entry.id} incidentId={id} entry={entry} canRuleOut={canSay} />
        ))}
      </ol>
    </section>
  )
}

interface EntryRowProps {
  incidentId: string
  entry: IncidentEntry
  canRuleOut: boolean
}

function EntryRow({ incidentId, entry, canRuleOut }: EntryRowProps) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const { id: entryId, kind, text, by, at, ruledOut } = entry
  const Icon = icons[kind]
  return (
    <li className={`row entry-row${ruledOut ? ' ruled-out' : ''}`}>
      <span className="line entry-kind">
        <Icon size={14} aria-hidden="true" />
        {t(`incident.kind.${kind}`)}
      </span>
      <div className="stack tight">
        <span className="entry-text">{text}</span>
        <span className="dim">
          {by} · {formatShort(at, locale)}
        </span>
        {ruledOut && (
          <span className="dim">
            {t('incident.ruled-out', {
              because: ruledOut.because,
              by: ruledOut.by,
              at: formatShort(ruledOut.at, locale),
            })}
          </span>
        )}
      </div>
      {kind === 'hypothesis' &&
        (ruledOut ? (
          <Verdict tone="idle" word={t('incident.is-ruled-out')} />
        ) : (
          <span className="line">
            <Verdict tone="unknown" word={t('incident.stands')} />
            {canRuleOut && (
              <button
                type="button"
                onClick={() =>
                  ui.open({
                    kind: 'incident',
                    about: { ask: 'rule-out', incidentId, entryId, hypothesis: text },
                  })
                }
              >
                {t('incident.rule-out')}
              </button>
            )}
          </span>
        ))}
    </li>
  )
}
