import type {
  RollbackStatus,
  RollbackStep,
  RollbackStepPreview,
  RollbackStepStatus,
} from '../../shared/model/rollback.ts'
import { Code } from '../parts/code.tsx'
import { Environment } from '../parts/environment.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import type { Loaded } from '../state/documents.ts'
import { useSay, useText } from '../state/hooks.ts'
import { useSight } from './use-running-rollback.ts'

interface WhatRunsProps {
  status: RollbackStatus
  step: RollbackStepStatus
  spec: RollbackStep | undefined
  preview: Loaded<RollbackStepPreview> | undefined
  /** It was begun: what is shown is what was run, and not what would be. */
  isBegun: boolean
}

/** What a step does and on what: resolved, as it will be run or was. */
export function WhatRuns({ status, step, spec, preview, isBegun }: WhatRunsProps) {
  const t = useText()
  const say = useSay()
  const sight = useSight(status)
  const isRunning = sight === 'live' && step.state === 'acting'
  const kind = spec?.action.kind
  const found = preview?.state === 'ready' ? preview.value : undefined
  const command = isBegun ? (step.command ?? found?.command) : found?.command
  const target = isBegun ? (step.target ?? found?.target) : found?.target
  const title = t(
    kind === 'manual'
      ? 'rollback.what-to-do'
      : isBegun
        ? isRunning
          ? 'rollback.what-is-running'
          : 'rollback.what-ran'
        : status.mode === 'shown'
          ? 'rollback.what-would-run'
          : 'rollback.what-runs',
  )
  return (
    <section className="panel what-runs" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="note line">
          {target !== undefined && target !== '' && (
            <span>
              {t('confirm.on')} <b className="mono">{target}</b>
            </span>
          )}
          <Environment environment={status.environment} />
        </span>
      </header>
      <div className="body stack">
        {spec?.action.kind === 'manual' && <p className="manual prewrap">{spec.action.text}</p>}
        {kind === 'wait' && <p>{t('rollback.only-waits')}</p>}
        {kind === 'decide' && <p>{t('rollback.only-decides')}</p>}
        {kind === 'check' && (
          <>
            {command !== undefined && command !== '' && <Code text={command} copy />}
            {preview?.state === 'loading' && command === undefined && (
              <p className="dim">{t('rollback.resolving')}</p>
            )}
            {sight !== 'live' && step.attempts === 0 && command === undefined && (
              <p className="dim">
                {t(sight === 'lost' ? 'common.no-engine' : 'rollback.not-reached')}
              </p>
            )}
          </>
        )}
        {!isBegun && preview?.state === 'failed' && <FailureNote failure={preview.failure} />}
        {!isBegun && found?.problem && (
          <div className="note-box unknown" role="alert">
            <Verdict tone="unknown" word={say(found.problem)} />
            <span>{t('rollback.cannot-run')}</span>
          </div>
        )}
      </div>
    </section>
  )
}
