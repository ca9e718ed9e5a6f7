import { useAsk } from '../parts/use-ask.ts'
import { WrittenText } from '../parts/written-text.tsx'
import { useLocale, useText } from '../state/hooks.ts'

/** The report, in the reader's language: looked at as Markdown, saved as Markdown or HTML. */
export function ReportCard({ runId, headSeq }: { runId: string; headSeq: number }) {
  const t = useText()
  const locale = useLocale()
  const { ask, busy, failure } = useAsk()
  return (
    <section className="panel">
      <header>
        <h2>{t('report.title')}</h2>
      </header>
      <div className="body stack">
        <WrittenText
          title={t('report.title')}
          preview={t('report.preview')}
          copy={t('report.copy')}
          locale={locale}
          write={async (format) => (await ask('run.report', { runId, format, locale }))?.value}
          busy={busy}
          failure={failure}
          history={{ seq: headSeq, older: (seq) => t('report.older', { seq }) }}
        />
      </div>
    </section>
  )
}
