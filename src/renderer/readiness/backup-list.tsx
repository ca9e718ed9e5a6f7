import { DatabaseBackup } from 'lucide-react'
import { useState } from 'react'

import type {
  BackupStatus,
  LeftScratch,
  RestoreOutcome,
  RestorePreview,
} from '../../shared/model/readiness.ts'
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
  scratches: readonly LeftScratch[]
  isStale: boolean
}

/** The backups of a run: what came of each when it was put back once, and doing so. */
export function BackupList({ runId, backups, scratches, isStale }: BackupListProps) {
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
      {scratches.map((left) => (
        <li key={left.scratch}>
          <LeftBehind left={left} />
        </li>
      ))}
    </ul>
  )
}

function LeftBehind({ left: { state, scratch, target, at } }: { left: LeftScratch }) {
  const t = useText()
  const locale = useLocale()
  return (
    <div className="note-box unknown">
      <Verdict
        tone={state === 'left-behind' ? 'nogo' : 'unknown'}
        word={t(`readiness.left.${state}`)}
      />
      <span>
        <b className="mono">{scratch}</b> ({target}, {formatShort(at, locale)}).{' '}
        {t('readiness.left-todo')}
      </span>
    </div>
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
      <div className="line wrap">
        {/* Always there: what is put into it is told, also the first. */}
        <span role="status">
          {restoring ? (
            <Verdict
              tone={isStale ? 'unknown' : 'pending'}
              word={t(`readiness.stage.${restoring.stage}`)}
            />
          ) : (
            last && (
              <Verdict
                tone={toneOfOutcome[last.outcome]}
                word={t(`readiness.restore-outcome.${last.outcome}`)}
              />
            )
          )}
        </span>
        {restoring ? (
          <span className="dim">
            {t('readiness.restoring-since', {
              at: formatTime(restoring.startedAt, locale),
              scratch: restoring.scratch,
            })}
          </span>
        ) : (
          last && (
            <span className="dim">
              {formatShort(last.at, locale)} · {say(last.reason)}
            </span>
          )
        )}
        {restoring && blocked === undefined && restoring.stage !== 'drop' && (
          <button
            type="button"
            disabled={busy}
            aria-label={t('readiness.restore-stop-of', { file })}
            onClick={() => void ask('readiness.restore-cancel', { runId })}
          >
            {t('readiness.restore-stop')}
          </button>
        )}
      </div>
      {blocked === undefined && !restoring && (
        <div>
          <button
            type="button"
            disabled={busy || isBusy}
            aria-label={isAlone ? undefined : t('readiness.restore-open-of', { file })}
            onClick={() => void show()}
          >
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
