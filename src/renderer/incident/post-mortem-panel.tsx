import { FileText } from 'lucide-react'
import { useState } from 'react'

import type { Locale } from '../../shared/messages/message.ts'
import { useAsk } from '../parts/use-ask.ts'
import { WrittenText, type TextFormat } from '../parts/written-text.tsx'
import { useLocale, useText } from '../state/hooks.ts'
import { LanguageChoice } from './language-choice.tsx'

/** Drafted from the run's history: looked at, then saved as Markdown or HTML. */
export function PostMortemPanel({ runId, incidentId }: { runId: string; incidentId: string }) {
  const t = useText()
  const own = useLocale()
  const [locale, setLocale] = useState<Locale>(own)
  const [rolesOnly, setRolesOnly] = useState(false)
  const { ask, busy, failure } = useAsk()

  async function draft(format: TextFormat) {
    const people = rolesOnly ? ('roles' as const) : ('names' as const)
    return (await ask('incident.postMortem', { runId, incidentId, format, locale, people }))?.value
  }
  return (
    <section className="panel" aria-label={t('incident.post-mortem')}>
      <header>
        <h2 className="grow">{t('incident.post-mortem')}</h2>
        <LanguageChoice value={locale} onChange={setLocale} />
      </header>
      <div className="body stack">
        <label className="line">
          <input
            type="checkbox"
            checked={rolesOnly}
            onChange={(event) => setRolesOnly(event.target.checked)}
          />
          {t('incident.roles-only')}
        </label>
        <WrittenText
          title={t('incident.post-mortem')}
          preview={
            <>
              <FileText size={14} aria-hidden="true" />
              {t('incident.preview')}
            </>
          }
          copy={t('common.copy')}
          locale={locale}
          write={draft}
          busy={busy}
          failure={failure}
        />
      </div>
    </section>
  )
}
