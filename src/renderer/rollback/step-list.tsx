import type {
  RollbackPlan,
  RollbackStatus,
  RollbackStep,
  RollbackStepStatus,
} from '../../shared/model/rollback.ts'
import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatTime } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'
import { endOf, lookOfStep, toneOfEnd } from './rollback-tone.ts'
import { useHearing } from './use-running-rollback.ts'
import { sightOf, type Sight, type Way } from './way.ts'

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
  const hearing = useHearing()
  const sight = sightOf(status, hearing)
  const isOver = sight === 'over' || sight === 'left'
  const end = endOf(status, hearing)
  const shown = lookedAt ?? status.at
  const finalTone = isAtEnd ? toneOfEnd[end] : 'idle'
  return (
    <nav className="panel rollback-steps" aria-label={t('rollback.steps')}>
      <header>
        <h2 className="cut">{status.title}</h2>
        {!isOver && (
          <span className="note mono">
            {way.behind} / {way.total}
          </span>
        )}
      </header>
      <ol>
        {status.steps.map((step) => (
          <StepRow
            key={step.stepId}
            step={step}
            spec={specs.get(step.stepId)}
            isAt={step.stepId === status.at}
            isShown={step.stepId === shown}
            isAside={way.aside.has(step.stepId)}
            sight={sight}
            onLook={() => onLook(step.stepId === status.at ? undefined : step.stepId)}
          />
        ))}
        <li>
          <button
            type="button"
            className={`rollback-step${isAtEnd ? ' at' : ''}${isAtEnd && lookedAt === undefined ? ' shown' : ''}`}
            disabled={!isAtEnd}
            aria-current={isAtEnd ? 'step' : undefined}
            onClick={() => onLook(undefined)}
          >
            <i className={`v ${finalTone}`} aria-hidden="true">
              {glyphs[finalTone]}
            </i>
            <span className="rollback-step-what">
              <span>{t(isOver ? 'rollback.end' : 'rollback.final')}</span>
              <span className="dim">
                {isAtEnd
                  ? t(`rollback.state.${end}`)
                  : t('rollback.final-count', { count: status.done.length })}
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
  spec: RollbackStep | undefined
  isAside: boolean
  sight: Sight
}

interface StepRowProps extends StepWordsProps {
  isAt: boolean
  isShown: boolean
  onLook: () => void
}

function StepRow({ step, spec, isAside, sight, isAt, isShown, onLook }: StepRowProps) {
  const { tone } = lookOfStep(step, spec, sight)
  return (
    <li>
      <button
        type="button"
        className={`rollback-step ${tone}${isShown ? ' shown' : ''}${isAt ? ' at' : ''}`}
        aria-current={isAt ? 'step' : undefined}
        onClick={onLook}
      >
        <i className={`v ${tone}`} aria-hidden="true">
          {glyphs[tone]}
        </i>
        <span className="rollback-step-what">
          <span>{step.title}</span>
          <span className="dim">
            <StepWords step={step} spec={spec} isAside={isAside} sight={sight} />
          </span>
        </span>
      </button>
    </li>
  )
}

/** `Held · 14:21:08 · Ada`: how it went, or how long it usually takes. */
function StepWords({ step, spec, isAside, sight }: StepWordsProps) {
  const expectedMs = spec?.expectedMs
  const t = useText()
  const locale = useLocale()
  const { state, startedAt, endedAt, by, skipReason } = step
  if (isAside) return t('rollback.only-if-needed')
  if (state === 'ahead' && (sight === 'live' || sight === 'lost'))
    return expectedMs === undefined
      ? t('rollback.step-state.ahead')
      : t('rollback.about', { duration: formatDuration(expectedMs, locale) })
  const took = tookMs(startedAt, endedAt)
  return [
    t(lookOfStep(step, spec, sight).word),
    endedAt !== undefined && formatTime(endedAt, locale),
    took !== undefined && took > 0 && formatDuration(took, locale),
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
