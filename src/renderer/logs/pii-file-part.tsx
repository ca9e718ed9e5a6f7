import { Paperclip } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { piiKinds } from '../../shared/model/pii.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { FileButton } from '../parts/file-button.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatNumber } from '../text/format.ts'
import { lookThroughFile, type PiiFileLook } from './pii-file.ts'

/** The same search in a file of this computer, which is neither kept nor sent anywhere. */
export function PiiFilePart({ runId }: { runId: string }) {
  const t = useText()
  const { client, ui } = useSession()
  const blocked = useBlocked()
  const [look, setLook] = useState<PiiFileLook>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const start = (file: File) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const call = client.call.bind(client)
    const show = (one: PiiFileLook) => {
      if (running.current === controller) setLook(one)
    }
    void lookThroughFile(file, runId, call, show, controller.signal)
  }
  const isLooking = look?.state === 'looking'
  const { scanId } = look ?? {}
  return (
    <>
      <div className="line wrap">
        {isLooking ? (
          <button type="button" onClick={() => running.current?.abort()}>
            {t('logs.pii-stop')}
          </button>
        ) : (
          <FileButton accept="" onFile={start}>
            {t('logs.pii-file')}
          </FileButton>
        )}
        {look?.state === 'done' && scanId !== undefined && !blocked && (
          <button
            type="button"
            className="quiet"
            onClick={() =>
              ui.open({ kind: 'keep-pii', of: { kind: 'file', scanId, name: look.name } })
            }
          >
            <Paperclip size={14} aria-hidden="true" />
            {t('logs.pii-keep')}
          </button>
        )}
      </div>
      {look && <FileLook look={look} />}
    </>
  )
}

function FileLook({ look }: { look: PiiFileLook }) {
  const t = useText()
  const locale = useLocale()
  const { name, size, bytes, lines, counts, findings, state, failure } = look
  const count = piiKinds.reduce((sum, kind) => sum + counts[kind], 0)
  return (
    <div className="stack tight">
      <p className="mono log-pii-file">{name}</p>
      {state === 'looking' && (
        <progress aria-label={t('logs.pii-file-progress')} max={Math.max(1, size)} value={bytes} />
      )}
      <p className="line" role="status">
        {count > 0 ? (
          <Verdict tone="nogo" word={t('logs.pii-found', { count })} />
        ) : state === 'stopped' ? (
          <Verdict tone="unknown" word={t('logs.pii-file-stopped')} />
        ) : state === 'done' && lines === 0 ? (
          <Verdict tone="unknown" word={t('logs.pii-no-lines')} />
        ) : state === 'done' ? (
          <Verdict tone="idle" word={t('logs.pii-clean')} />
        ) : null}
        <span className="dim">
          {t(state === 'looking' ? 'logs.pii-looking' : 'logs.pii-looked', { lines })}
        </span>
      </p>
      {failure && <FailureNote failure={failure} />}
      <ul className="log-pii-findings">
        {findings.map((finding, index) => (
          // One line may hold the same masked value twice.
          <li key={`${finding.line} ${index}`}>
            <span className="mono">{finding.masked}</span>{' '}
            <span className="dim">
              {t(`logs.pii-kind.${finding.kind}`, { count: 1 })} ·{' '}
              {t('logs.pii-file-line', { line: formatNumber(finding.line, locale) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
