import { useId, useState } from 'react'

import { EvidenceView } from '../checklist/evidence-view.tsx'
import { glyphs } from '../logic/tone.ts'
import { Code } from '../parts/code.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatDuration, formatTime } from '../text/format.ts'
import { BrokenStep } from './broken-step.tsx'
import { expectationOf } from './expectation.ts'
import { StepMark } from './scenario-marks.tsx'
import { toneOfStep } from './scenario-tone.ts'
import type { Bar, SequenceStep } from './sequence.ts'
import { elapsedText } from './time-text.ts'

interface StepRowProps {
  step: SequenceStep
  /** It is the one that decided the whole. */
  isBroken: boolean
  /** The scenario stands before it and waits. */
  isNext: boolean
  onLogs?: (at: string) => void
}

/** One step: what it does and where, what is expected of it, and how that turns as it is met. */
export function StepRow({ step, isBroken, isNext, onLogs }: StepRowProps) {
  const t = useText()
  const locale = useLocale()
  const id = useId()
  const [isOpen, setOpen] = useState<boolean>()
  const { status, preview, durationMs, bar } = step
  const { state, startedAt } = status
  const isShown = isOpen ?? isBroken
  return (
    <li className={`step ${state}${isNext ? ' next' : ''}`} data-step={step.key}>
      <button
        type="button"
        className="step-head"
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setOpen(!isShown)}
      >
        <span className="mono dim step-number">{status.step}</span>
        <span className="line step-name">
          <b>{status.title}</b>
          <Kind step={step} />
          {/* Which log it is stands with what is expected of it. */}
          {preview && preview.target !== '' && status.kind !== 'log' && (
            <span className="dim cut mono">{preview.target}</span>
          )}
        </span>
        <span className="dim mono step-at">
          {startedAt !== undefined && formatTime(startedAt, locale)}
        </span>
        <TimeBar state={state} {...(bar ? { bar } : {})} />
        <span className="num step-took">
          {durationMs !== undefined && elapsedText(durationMs, state === 'running', locale)}
        </span>
        <span className="step-verdict">
          {isNext ? (
            <Verdict tone="pending" word={t('scenarios.next-up')} />
          ) : (
            <StepMark state={state} />
          )}
        </span>
      </button>
      {/* What broke says it in full below. */}
      {!(isBroken && isShown && status.evidenceHash !== undefined) && (
        <ExpectationLine step={step} />
      )}
      <div id={id} hidden={!isShown} className="step-body">
        {isShown && <StepBody step={step} isBroken={isBroken} {...(onLogs ? { onLogs } : {})} />}
      </div>
    </li>
  )
}

function Kind({ step: { status, spec } }: { step: SequenceStep }) {
  const t = useText()
  if (spec?.kind === 'check') return <span className="tag mono">{spec.check.kind}</span>
  if (status.kind === 'check') return null
  return <span className="tag">{t(`scenarios.kind.${status.kind}`)}</span>
}

/** When in the whole it began and how long it took. */
function TimeBar({ state, bar }: { state: SequenceStep['status']['state']; bar?: Bar }) {
  return (
    <svg
      className={`time-bar ${toneOfStep[state]}`}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="all" x="0" y="2" width="100" height="2" />
      {bar && (
        <rect
          className="own"
          x={Math.min(bar.from * 100, 98.5)}
          y="0"
          width={Math.max(bar.width * 100, 1.5)}
          height="6"
        />
      )}
    </svg>
  )
}

/** What is expected; beside it, as soon as there is a word on it, how far it is met. */
function ExpectationLine({ step: { status, spec, preview } }: { step: SequenceStep }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const tone = toneOfStep[status.state]
  const { code, words } = spec
    ? expectationOf(spec, t, (ms) => formatDuration(ms, locale))
    : { code: undefined, words: undefined }
  // Of a log, what it looks for with its names filled in, as far as they are known.
  const resolved = spec?.kind === 'log' ? preview?.command : undefined
  const said = status.progress ?? status.reason
  if (code === undefined && words === undefined && !said) return null
  return (
    <div className={`expectation ${tone}`}>
      <i aria-hidden="true">{glyphs[tone]}</i>
      <span>
        {code !== undefined && <code>{resolved ?? code}</code>}{' '}
        {words !== undefined && <span>{words}</span>}
        {said && <b className={tone}> {say(said)}</b>}
      </span>
    </div>
  )
}

function StepBody({
  step,
  isBroken,
  onLogs,
}: {
  step: SequenceStep
  isBroken: boolean
  onLogs?: (at: string) => void
}) {
  const t = useText()
  const say = useSay()
  const { status, spec, preview } = step
  return (
    <>
      {spec?.kind === 'repeat' && (
        <p className="dim">
          {t('scenarios.repeats')}: {spec.steps.map(({ title }) => title).join(' → ')}
        </p>
      )}
      {spec?.kind === 'check' && spec.captures.length > 0 && (
        <p className="dim">
          {t('scenarios.captures', { names: spec.captures.map(({ name }) => name).join(', ') })}
        </p>
      )}
      {isBroken && status.evidenceHash !== undefined ? (
        <BrokenStep step={step} hash={status.evidenceHash} {...(onLogs ? { onLogs } : {})} />
      ) : status.evidenceHash !== undefined ? (
        <EvidenceView hash={status.evidenceHash} />
      ) : (
        <>
          {status.state === 'skipped' && <p className="dim">{t('scenarios.not-done')}</p>}
          {preview && preview.command !== '' && (
            <div className="stack tight">
              <h4>{t('scenarios.would-run')}</h4>
              <Code text={preview.command} copy />
            </div>
          )}
          {preview?.problem && (
            <div className="note-box unknown">
              <Verdict tone="unknown" word={say(preview.problem)} />
            </div>
          )}
        </>
      )}
    </>
  )
}
