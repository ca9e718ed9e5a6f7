import { FileDown, FileText } from 'lucide-react'
import { useState } from 'react'

import type { Locale } from '../../shared/messages/message.ts'
import type { CallOutput } from '../../shared/rpc/contract.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { saveFile } from '../parts/save-file.ts'
import { useAsk } from '../parts/use-ask.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { LanguageChoice } from './language-choice.tsx'

type Format = 'markdown' | 'html'
const types: Record<Format, string> = { markdown: 'text/markdown', html: 'text/html' }

/** Drafted from the run's history: looked at, then saved as Markdown or HTML. */
export function PostMortemPanel({ runId, incidentId }: { runId: string; incidentId: string }) {
  const t = useText()
  const own = useLocale()
  const [locale, setLocale] = useState<Locale>(own)
  const [rolesOnly, setRolesOnly] = useState(false)
  const [shown, setShown] = useState<CallOutput<'incident.postMortem'>>()
  const { ask, busy, failure } = useAsk()

  async function draft(format: Format) {
    const people = rolesOnly ? ('roles' as const) : ('names' as const)
    return (await ask('incident.postMortem', { runId, incidentId, format, locale, people }))?.value
  }
  async function save(format: Format): Promise<void> {
    const written = await draft(format)
    if (written) saveFile(written.fileName, written.text, types[format])
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
        <div className="line wrap">
          <button
            type="button"
            disabled={busy}
            onClick={() => void draft('markdown').then(setShown)}
          >
            <FileText size={14} aria-hidden="true" />
            {t('incident.preview')}
          </button>
          <button type="button" disabled={busy} onClick={() => void save('markdown')}>
            <FileDown size={14} aria-hidden="true" />
            Markdown
          </button>
          <button type="button" disabled={busy} onClick={() => void save('html')}>
            <FileDown size={14} aria-hidden="true" />
            HTML
          </button>
        </div>
        {failure && <FailureNote failure={failure} />}
      </div>
      {shown && (
        <Dialog
          wide
          title={t('incident.post-mortem')}
          onClose={() => setShown(undefined)}
          footer={
            <>
              <span className="dim mono cut grow">{shown.fileName}</span>
              <CopyButton text={shown.text} label={t('common.copy')} />
            </>
          }
        >
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled text must be reachable by keyboard */}
          <pre className="report-text" lang={locale} tabIndex={0}>
            {shown.text}
          </pre>
        </Dialog>
      )}
    </section>
  )
}
