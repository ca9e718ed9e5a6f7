import { useEffect, useRef } from 'react'

import type {
  RollbackPlan,
  RollbackStatus,
  RollbackStep,
  RollbackStepPreview,
  RollbackStepStatus,
} from '../../shared/model/rollback.ts'
import { Code } from '../parts/code.tsx'
import { Field } from '../parts/field.tsx'
import { Verdict } from '../parts/verdict.tsx'
import type { Loaded } from '../state/documents.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration } from '../text/format.ts'
import { StepMark } from './rollback-marks.tsx'
import { StepTrouble } from './step-trouble.tsx'
import { useHearing } from './use-running-rollback.ts'
import { VerificationList } from './verification-list.tsx'
import { WhatRuns } from './what-runs.tsx'

interface StepFocusProps {
  status: RollbackStatus
  step: RollbackStepStatus
  plan: RollbackPlan | undefined
  /** Where it is on the way, while it stands there. */
  place?: { number: number; of: number }
  preview: Loaded<RollbackStepPreview> | undefined
  typed: string
  onTyped: (text: string) => void
  onAct: () => void
  onChoose?: (option: number) => void
}

const begun = new Set<RollbackStepStatus['state']>([
  'acting',
  'acted',
  'verifying',
  'passed',
  'failed',
  'unknown',
  'outcome-unknown',
])

/** One step, filling the screen: what, on what, why, what to expect, what it says, what must hold. */
export function StepFocus(props: StepFocusProps) {
  const t = useText()
  const locale = useLocale()
  const { status, step, plan, place, preview, typed, onTyped, onAct, onChoose } = props
  const spec = plan?.steps.find(({ id }) => id === step.stepId)
  const isAt = status.at === step.stepId
  const isBegun = begun.has(step.state)
  const found = preview?.state === 'ready' ? preview.value : undefined
  const danger = isBegun ? (step.danger ?? found?.danger) : found?.danger
  const wanted = isAt && step.state === 'ready' ? found?.typed : undefined
  const isDone = isBegun && step.state !== 'acting'
  const holds = <StepHolds step={step} spec={spec} previews={found?.verify} />
  const heading = useRef<HTMLHeadingElement>(null)
  // Readers hear the step as it comes, and no button of the one before keeps the focus.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <div className="step-head-lines">
        <div className="line wrap step-place">
          {place && <span>{t('rollback.step-of', place)}</span>}
          <StepMark status={status} step={step} spec={spec} />
          {danger !== undefined && spec?.action.kind === 'check' && (
            <Verdict
              tone={danger === 'destroy' ? 'nogo' : danger === 'change' ? 'pending' : 'idle'}
              word={t(`danger.${danger}`)}
            />
          )}
          {spec?.expectedMs !== undefined && (
            <span className="dim">
              {t('rollback.usually', { duration: formatDuration(spec.expectedMs, locale) })}
            </span>
          )}
        </div>
        <h2 ref={heading} tabIndex={-1} className="step-title">
          {step.title}
        </h2>
        {spec && <p className="step-why">{spec.why}</p>}
      </div>
      {spec?.isPointOfNoReturn && (
        <div className="note-box pending">
          <Verdict tone="pending" word={t('rollback.no-return')} />
        </div>
      )}
      <StepTrouble step={step} spec={spec} />
      {spec?.action.kind === 'decide' && (
        <section className="panel decide" aria-label={t('rollback.decide')}>
          <header>
            <h2>{spec.action.question}</h2>
          </header>
          <div className="body stack">
            {spec.action.options.map(({ label }, index) => (
              <button
                key={label}
                type="button"
                disabled={!onChoose}
                onClick={() => onChoose?.(index)}
              >
                <kbd>{index + 1}</kbd> {label}
              </button>
            ))}
          </div>
        </section>
      )}
      {/* Once it was done, whether it holds is read first. */}
      {isDone && holds}
      {spec?.action.kind !== 'decide' && (
        <WhatRuns status={status} step={step} spec={spec} preview={preview} isBegun={isBegun} />
      )}
      {wanted !== undefined && (
        <TypedWords wanted={wanted} typed={typed} onTyped={onTyped} onAct={onAct} />
      )}
      <StepOutput step={step} />
      {!isDone && holds}
    </>
  )
}

interface TypedWordsProps {
  wanted: string
  typed: string
  onTyped: (text: string) => void
  onAct: () => void
}

function TypedWords({ wanted, typed, onTyped, onAct }: TypedWordsProps) {
  const t = useText()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="typed-words"
      onSubmit={(event) => {
        event.preventDefault()
        onAct()
      }}
    >
      <Field label={t('confirm.type', { words: wanted })} help={t('rollback.typed-help')}>
        {(control) => (
          <input
            {...control}
            ref={field}
            className="mono"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => onTyped(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          />
        )}
      </Field>
    </form>
  )
}

function StepOutput({ step: { state, output } }: { step: RollbackStepStatus }) {
  const t = useText()
  const hearing = useHearing()
  const panel = useRef<HTMLElement>(null)
  const seen = useRef<string>(undefined)
  useEffect(() => {
    // The newest line is the one to see while it runs; between lines a person may scroll.
    if (state !== 'acting' || seen.current === output) return
    seen.current = output
    const scrolled = panel.current?.querySelector('.code')
    if (scrolled) scrolled.scrollTop = scrolled.scrollHeight
  })
  if (output === undefined || output === '') return null
  return (
    <section ref={panel} className="panel step-output" aria-label={t('rollback.output')}>
      <header>
        <h2>{t('rollback.output')}</h2>
        {state === 'acting' && hearing === 'live' && (
          <span className="note">{t('rollback.as-it-comes')}</span>
        )}
      </header>
      <Code text={output} copy />
    </section>
  )
}

interface StepHoldsProps {
  step: RollbackStepStatus
  spec: RollbackStep | undefined
  previews: RollbackStepPreview['verify'] | undefined
}

function StepHolds({ step: { verify }, spec, previews }: StepHoldsProps) {
  const t = useText()
  if (verify.length > 0)
    return (
      <VerificationList
        title={t('rollback.must-hold')}
        verify={verify}
        {...(previews ? { previews } : {})}
      />
    )
  if (spec?.unverified === undefined) return null
  return (
    <div className="note-box">
      <b>{t('rollback.unverified')}</b>
      <span>{spec.unverified}</span>
    </div>
  )
}
