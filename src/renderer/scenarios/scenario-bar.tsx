import { Ban, Eraser, FastForward, Play, RotateCcw, StepForward } from 'lucide-react'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { ScenarioActions } from './use-scenario-actions.ts'

interface ScenarioBarProps {
  status: ScenarioStatus
  actions: ScenarioActions
  hasCleanUp: boolean
  /** Somebody here has just cancelled it. */
  isCancelled: boolean
  onCancel: () => void
  /** It may not run in this environment. */
  isRefused: boolean
  /** Another one that is being played: one at a time. */
  other?: ScenarioStatus
}

/** What can be done with it now: only that, each with its key. */
export function ScenarioBar(props: ScenarioBarProps) {
  const blocked = useBlocked()
  // What is under way can be cancelled in a closed run too; nothing else is taken there.
  if (blocked && blocked !== 'closed') return null
  if (props.status.state === 'running') {
    return <RunningBar {...props} mayGoOn={blocked === undefined} />
  }
  if (blocked) return null
  if (props.other) return <OtherRuns other={props.other} />
  return <IdleBar {...props} />
}

function IdleBar({ status, actions, hasCleanUp, isRefused }: ScenarioBarProps) {
  const t = useText()
  const say = useSay()
  const { scenarioId, state, leftBehind } = status
  const isFirst = state === 'never-run'
  const mustCleanUp = state === 'interrupted' && hasCleanUp
  return (
    <>
      {state === 'interrupted' && (
        <div className="note-box unknown" role="alert">
          <Verdict
            tone="unknown"
            word={t(hasCleanUp ? 'scenarios.interrupted' : 'scenarios.interrupted-plain')}
          />
          {leftBehind && <span>{t('scenarios.left-behind', { reason: say(leftBehind) })}</span>}
        </div>
      )}
      {!isRefused && (
        <div className="line wrap">
          {mustCleanUp && (
            <button
              type="button"
              className="primary"
              onClick={() => actions.play(scenarioId, { cleanUpOnly: true })}
            >
              <Eraser size={14} aria-hidden="true" />
              {t('scenarios.clean-up-only')} <kbd>N</kbd>
            </button>
          )}
          <button
            type="button"
            className={mustCleanUp ? '' : 'primary'}
            onClick={() => actions.play(scenarioId)}
          >
            {isFirst ? (
              <Play size={13} aria-hidden="true" />
            ) : (
              <RotateCcw size={13} aria-hidden="true" />
            )}
            {t(isFirst ? 'scenarios.run' : 'scenarios.run-again')} <kbd>R</kbd>
          </button>
          <button type="button" onClick={() => actions.play(scenarioId, { stepwise: true })}>
            <StepForward size={14} aria-hidden="true" />
            {t(isFirst ? 'scenarios.step-through' : 'scenarios.step-again')} <kbd>S</kbd>
          </button>
        </div>
      )}
    </>
  )
}

function RunningBar({
  status,
  actions,
  hasCleanUp,
  isCancelled,
  onCancel,
  mayGoOn,
}: ScenarioBarProps & { mayGoOn: boolean }) {
  const t = useText()
  const { scenarioId, waitsAt } = status
  if (isCancelled) {
    return (
      <div className="note-box pending" role="status">
        <Verdict
          tone="pending"
          word={t(hasCleanUp ? 'scenarios.cancelling' : 'scenarios.cancelling-plain')}
        />
      </div>
    )
  }
  const waits =
    waitsAt && status.steps.find(({ part, step }) => part === waitsAt.part && step === waitsAt.step)
  return (
    <div className="line wrap">
      {waits && mayGoOn && (
        <>
          <button
            type="button"
            className="primary"
            onClick={() => actions.goOn(scenarioId, waits, true)}
          >
            <StepForward size={14} aria-hidden="true" />
            {t('scenarios.continue')} <kbd>C</kbd>
          </button>
          <button type="button" onClick={() => actions.goOn(scenarioId, waits, false)}>
            <FastForward size={14} aria-hidden="true" />
            {t('scenarios.to-the-end')} <kbd>E</kbd>
          </button>
        </>
      )}
      <button type="button" className="danger" onClick={onCancel}>
        <Ban size={13} aria-hidden="true" />
        {t('scenarios.cancel')} <kbd>X</kbd>
      </button>
      {hasCleanUp && <span className="dim">{t('scenarios.cancel-help')}</span>}
      {waits && (
        <Verdict
          tone="pending"
          word={t('scenarios.waits', { step: waits.step, title: waits.title })}
        />
      )}
    </div>
  )
}

function OtherRuns({ other }: { other: ScenarioStatus }) {
  const t = useText()
  const { ui } = useSession()
  return (
    <div className="line wrap">
      <Verdict tone="pending" word={t('scenarios.other-runs', { title: other.title })} />
      <button type="button" onClick={() => ui.selectScenario(other.scenarioId)}>
        {t('scenarios.show-it')}
      </button>
    </div>
  )
}
