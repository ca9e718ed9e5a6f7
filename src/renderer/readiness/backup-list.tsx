import { DatabaseBackup } from 'lucide-react'
import { useState } from 'react'

import type { BackupStatus, RestoreOutcome, RestorePreview } from '../../shared/model/readiness.ts'
import type { Tone } from '../logic/tone.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useSay, useText } from '../state/hooks.ts'
import { formatShort, formatTime } from '../text/format.ts'
import { RestoreDialog } from './restore-dialog.tsx'

interface BackupListProps {
  runId: string
  backups: readonly BackupStatus[]
  isStale: boolean
}

/** The backups of a run: what came of each when it was put back once, and doing so. */
export function BackupList({ runId, backups, isStale }: BackupListProps) {
  const isRestoring = backups.some(({ restoring }) => restoring !== undefined)
  return (
    <ul className="backups">
      {backups.map((backup) => (
        <li key={backup.backupId} className="stack tight">
          <Backup
            runId={runId}
            backup={backup}
            isStale={isStale}
            isAlone={backups.length === 1}
            isBusy={isRestoring}
          />
        </li>
      ))}
    </ul>
  )
}

const toneOfOutcome: Record<RestoreOutcome, Tone> = {
  restored: 'go',
  failed: 'nogo',
  'not-done': 'unknown',
  unknown: 'unknown',
}

interface BackupProps {
  runId: string
  backup: BackupStatus
  isStale: boolean
  isAlone: boolean
  isBusy: boolean
}

function Backup({ runId, backup, isStale, isAlone, isBusy }: BackupProps) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const blocked = useBlocked()
  const { ask, busy, failure } = useAsk()
  const [preview, setPreview] = useState<RestorePreview>()
  const { backupId, file, restoring, last } = backup

  async function show(): Promise<void> {
    const found = await ask('readiness.restore-preview', { runId, backupId })
    if (found) setPreview(found.value)
  }
  return (
    <>
      {!isAlone && <span className="mono">{file}</span>}
      {restoring ? (
        <div className="line wrap">
          <span role="status">
            <Verdict
              tone={isStale ? 'unknown' : 'pending'}
              word={t(`readiness.stage.${restoring.stage}`)}
            />
          </span>
          <span className="dim">
            {t('readiness.restoring-since', {
              at: formatTime(restoring.startedAt, locale),
              scratch: restoring.scratch,
            })}
          </span>
          {blocked === undefined && restoring.stage !== 'drop' && (
            <button
              type="button"
              disabled={busy}
              onClick={() => void ask('readiness.restore-cancel', { runId })}
            >
              {t('readiness.restore-stop')}
            </button>
          )}
        </div>
      ) : (
        last && (
          <div className="line wrap">
            <Verdict
              tone={toneOfOutcome[last.outcome]}
              word={t(`readiness.restore-outcome.${last.outcome}`)}
            />
            <span className="dim">
              {formatShort(last.at, locale)} · {say(last.reason)}
            </span>
          </div>
        )
      )}
      {last?.left && !restoring && (
        <div className="note-box unknown">
          <Verdict
            tone={last.left.state === 'left-behind' ? 'nogo' : 'unknown'}
            word={t(`readiness.left.${last.left.state}`)}
          />
          <span>
            <b className="mono">{last.left.scratch}</b> ({last.left.target}).{' '}
            {t('readiness.left-todo')}
          </span>
        </div>
      )}
      {blocked === undefined && !restoring && (
        <div>
          <button type="button" disabled={busy || isBusy} onClick={() => void show()}>
            <DatabaseBackup size={14} aria-hidden="true" />
            {t('readiness.restore-open')}
          </button>
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
      {preview && (
        <RestoreDialog runId={runId} preview={preview} onClose={() => setPreview(undefined)} />
      )}
    </>
  )
}
