import { useEffect, useState } from 'react'

import type { Locale } from '../../shared/messages/message.ts'
import type { IncidentStatus, IncidentText } from '../../shared/model/incident.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useLive, useLocale, useRun, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { LanguageChoice } from './language-choice.tsx'

const minuteMs = 60_000

/** What to tell the team, whoever is called, and the public: ready to be copied. */
export function TextsPanel({ runId, incident }: { runId: string; incident: IncidentStatus }) {
  const t = useText()
  const own = useLocale()
  const { ui } = useSession()
  const [locale, setLocale] = useState<Locale>(own)
  const { texts, isLive } = useTexts(runId, incident, locale)
  return (
    <section className="panel" aria-label={t('incident.texts')}>
      <header>
        <h2 className="grow">{t('incident.texts')}</h2>
        <LanguageChoice value={locale} onChange={setLocale} />
      </header>
      {!isLive && (
        <div className="banner unknown">
          <Verdict
            tone="unknown"
            word={t(texts.length > 0 ? 'incident.texts-old' : 'incident.texts-none')}
          />
        </div>
      )}
      <ul>
        {texts.map(({ id, title, text }) => (
          <li key={id} className="row text-row" lang={locale}>
            <div className="line">
              <h3 className="grow">{title}</h3>
              <CopyButton
                text={text}
                label={t('common.copy')}
                about={t('incident.copy-what', { what: title })}
                onCopied={() =>
                  ui.toast({ tone: 'go', text: t('incident.copied', { what: title }) })
                }
              />
            </div>
            <pre className="incident-text">{text}</pre>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What stands while those of this incident, in this language, are on their way. */
const noTexts: readonly IncidentText[] = []

/**
 * Written anew when the incident changes, and each minute while it is open: a text says how long it
 * has lasted.
 */
function useTexts(
  runId: string,
  incident: IncidentStatus,
  locale: Locale,
): { texts: readonly IncidentText[]; isLive: boolean } {
  const { client, report } = useSession()
  const isLive = useLive()
  const imported = useRun((state) => state.head?.imported ?? false)
  const isGoingOn = !incident.resolved && !imported
  const wanted = `${runId} ${incident.id} ${locale}`
  const [found, setFound] = useState<{ for: string; texts: readonly IncidentText[] }>()
  useEffect(() => {
    if (!isLive) return undefined
    let isWanted = true
    const write = () =>
      void client
        .call('incident.texts', { runId, incidentId: incident.id, locale })
        .then((result) => {
          if (!isWanted) return
          if (result.ok) setFound({ for: wanted, texts: result.value })
          else report(result.failure)
        })
    write()
    const timer = isGoingOn ? setInterval(write, minuteMs) : undefined
    return () => {
      isWanted = false
      clearInterval(timer)
    }
  }, [client, report, runId, incident, locale, wanted, isLive, isGoingOn])
  return { texts: found?.for === wanted ? found.texts : noTexts, isLive }
}
