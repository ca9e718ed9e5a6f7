import { FileDown } from 'lucide-react'
import { useState } from 'react'

import type { CallOutput } from '../../shared/rpc/contract.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { saveFile } from '../parts/save-file.ts'
import { useAsk } from '../parts/use-ask.ts'
import { useLocale, useText } from '../state/hooks.ts'

type Format = 'markdown' | 'html'
const types: Record<Format, string> = { markdown: 'text/markdown', html: 'text/html' }

/** The report, in the reader's language: looked at as Markdown, saved as Markdown or HTML. */
export function ReportCard({ runId, headSeq }: { runId: string; headSeq: number }) {
  const t = useText()
  const locale = useLocale()
  const [shown, setShown] = useState<{ seq: number; report: CallOutput<'run.report'> }>()
  const { ask, busy, failure } = useAsk()

  async function get(format: Format): Promise<CallOutput<'run.report'> | undefined> {
    return (await ask('run.report', { runId, format, locale }))?.value
  }
  async function save(format: Format): Promise<void> {
    const report = await get(format)
    if (report) saveFile(report.fileName, report.text, types[format])
  }
  async function preview(): Promise<void> {
    const report = await get('markdown')
    if (report) setShown({ seq: headSeq, report })
  }
  return (
    <section className="panel">
      <header>
        <h2>{t('report.title')}</h2>
      </header>
      <div className="body stack">
        <div className="line wrap">
          <button type="button" disabled={busy} onClick={() => void preview()}>
            {t('report.preview')}
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
          title={t('report.title')}
          about={shown.seq === headSeq ? undefined : t('report.older', { seq: shown.seq })}
          onClose={() => setShown(undefined)}
          footer={
            <>
              <span className="dim mono cut grow">{shown.report.fileName}</span>
              <CopyButton text={shown.report.text} label={t('report.copy')} />
            </>
          }
        >
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled text must be reachable by keyboard */}
          <pre className="report-text" tabIndex={0}>
            {shown.report.text}
          </pre>
        </Dialog>
      )}
    </section>
  )
}
