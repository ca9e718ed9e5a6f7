import { FileDown } from 'lucide-react'
import { useState, type ReactNode } from 'react'

import type { Locale } from '../../shared/messages/message.ts'
import type { Failure } from '../../shared/result.ts'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { FailureNote } from './failure-note.tsx'
import { saveFile } from './save-file.ts'

export type TextFormat = 'markdown' | 'html'
const types: Record<TextFormat, string> = { markdown: 'text/markdown', html: 'text/html' }

interface WrittenTextProps {
  title: string
  /** What the button that shows it says. */
  preview: ReactNode
  copy: string
  locale: Locale
  /** Writes it anew; undefined where that failed. */
  write: (format: TextFormat) => Promise<{ fileName: string; text: string } | undefined>
  busy: boolean
  failure: Failure | undefined
  /** How far the history goes now, and what is said of a text that was written before that. */
  history?: { seq: number; older: (seq: number) => string }
}

/** A text of the run: looked at as Markdown, saved as Markdown or HTML. */
export function WrittenText(props: WrittenTextProps) {
  const { title, preview, copy, locale, write, busy, failure, history } = props
  const [shown, setShown] = useState<{ fileName: string; text: string; seq: number | undefined }>()

  async function show(): Promise<void> {
    const written = await write('markdown')
    if (written) setShown({ ...written, seq: history?.seq })
  }
  async function save(format: TextFormat): Promise<void> {
    const written = await write(format)
    if (written) saveFile(written.fileName, written.text, types[format])
  }
  const writtenAt = shown?.seq === history?.seq ? undefined : shown?.seq
  return (
    <>
      <div className="line wrap">
        <button type="button" disabled={busy} onClick={() => void show()}>
          {preview}
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
      {shown && (
        <Dialog
          wide
          title={title}
          about={writtenAt === undefined ? undefined : history?.older(writtenAt)}
          onClose={() => setShown(undefined)}
          footer={
            <>
              <span className="dim mono cut grow">{shown.fileName}</span>
              <CopyButton text={shown.text} label={copy} />
            </>
          }
        >
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled text must be reachable by keyboard */}
          <pre className="report-text" lang={locale} tabIndex={0}>
            {shown.text}
          </pre>
        </Dialog>
      )}
    </>
  )
}
