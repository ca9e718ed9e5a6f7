import type {
  RollbackPlan,
  RollbackStatus,
  RollbackStepStatus,
} from '../../shared/model/rollback.ts'
import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatTime } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'
import { toneOfStepState } from './rollback-tone.ts'
import type { Way } from './way.ts'

interface StepListProps {
  status: RollbackStatus
  plan: RollbackPlan | undefined
  way: Way
  /** The step that is looked at instead of the one that it stands at. */
  lookedAt: string | undefined
  onLook: (stepId: string | undefined) => void
}

/** Every step of the plan with how it went, and the verifications that end it. */
export function StepList({ status, plan, way, lookedAt, onLook }: StepListProps) {
  const t = useText()
  const specs = new Map(plan?.steps.map((step) => [step.id, step]))
  const isAtEnd = status.at === undefined
  const shown = lookedAt ?? status.at
  return (
    <nav className="panel rollback-steps" aria-label={t('rollback.steps')}>
      <header>
        <h2 className="cut">{status.title}</h2>
        <span className="note mono">
          {way.behind} / {way.total}
        </span>
      </header>
      <ol>
        {status.steps.map((step) => (
          <li key={step.stepId}>
            <button
              type="button"
              className={[
                'rollback-step',
                toneOfStepState[step.state],
                step.stepId === shown && 'shown',
                step.stepId === status.at && 'at',
              ]
                .filter(Boolean)
                .join(' ')}
              aria-current={step.stepId === status.at ? 'step' : undefined}
              onClick={() => onLook(step.stepId === status.at ? undefined : step.stepId)}
            >
              <i className={`v ${toneOfStepState[step.state]}`} aria-hidden="true">
                {glyphs[toneOfStepState[step.state]]}
              </i>
              <span className="rollback-step-what">
                <span>{step.title}</span>
                <span className="dim">
                  <StepWords
                    step={step}
                    isAside={way.aside.has(step.stepId)}
                    expectedMs={specs.get(step.stepId)?.expectedMs}
                  />
                </span>
              </span>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={`rollback-step${isAtEnd ? ' at' : ''}${isAtEnd && lookedAt === undefined ? ' shown' : ''}`}
            disabled={!isAtEnd}
            aria-current={isAtEnd ? 'step' : undefined}
            onClick={() => onLook(undefined)}
          >
            <i className="v idle" aria-hidden="true">
              {isAtEnd ? glyphs.pending : glyphs.idle}
            </i>
            <span className="rollback-step-what">
              <span>{t('rollback.final')}</span>
              <span className="dim">
                {t('rollback.final-count', { count: status.done.length })}
              </span>
            </span>
          </button>
        </li>
      </ol>
    </nav>
  )
}

interface StepWordsProps {
  step: RollbackStepStatus
  isAside: boolean
  expectedMs: number | undefined
}

/** `Held · 14:21:08 · Ada`: how it went, or how long it usually takes. */
function StepWords({ step, isAside, expectedMs }: StepWordsProps) {
  const t = useText()
  const locale = useLocale()
  const { state, startedAt, endedAt, by, skipReason } = step
  if (isAside) return t('rollback.only-if-needed')
  if (state === 'ahead')
    return expectedMs === undefined
      ? t('rollback.step-state.ahead')
      : t('rollback.about', { duration: formatDuration(expectedMs, locale) })
  const took = tookMs(startedAt, endedAt)
  return [
    t(`rollback.step-state.${state}`),
    endedAt !== undefined && formatTime(endedAt, locale),
    took !== undefined && formatDuration(took, locale),
    attemptsWords(step, t),
    by !== undefined && by !== '' && by,
    skipReason,
  ]
    .filter(Boolean)
    .join(' · ')
}

const attemptsWords = ({ attempts }: RollbackStepStatus, t: Translate) =>
  attempts > 1 && t('rollback.attempts', { count: attempts })

const tookMs = (startedAt: string | undefined, endedAt: string | undefined) =>
  startedAt === undefined || endedAt === undefined
    ? undefined
    : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))
