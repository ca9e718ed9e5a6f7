import { useMemo } from 'react'

import type { ScenarioStatus, StepStatus } from '../../shared/model/scenario.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatDuration } from '../text/format.ts'
import { compareAttempts, type StepPair } from './compare.ts'
import { ScenarioMark, StepMark } from './scenario-marks.tsx'
import { attemptMoment } from './time-text.ts'

/** Two executions side by side: how each step came out, how long it took, and where they part. */
export function ComparisonTable({ left, right }: { left: ScenarioStatus; right: ScenarioStatus }) {
  const t = useText()
  const pairs = useMemo(() => compareAttempts(left, right), [left, right])
  const first = pairs.find(({ isFirst }) => isFirst)
  const parting = first?.left ?? first?.right
  return (
    <section className="panel" aria-label={t('scenarios.compare')}>
      <header>
        <h3>{t('scenarios.compare')}</h3>
        <span className="note">
          {parting ? (
            <Verdict
              tone="pending"
              word={t('scenarios.first-difference-at', {
                place: t(`scenarios.place.${parting.part}`, { step: parting.step }),
                title: parting.title,
              })}
            />
          ) : (
            t('scenarios.no-difference')
          )}
        </span>
      </header>
      <table className="comparison">
        <thead>
          <tr>
            <th scope="col">{t('scenarios.step')}</th>
            <Side status={left} />
            <Side status={right} />
            <th scope="col" className="num">
              {t('scenarios.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <PairRow key={pair.key} pair={pair} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Side({ status }: { status: ScenarioStatus }) {
  const locale = useLocale()
  return (
    <th scope="col">
      <span className="line">
        {status.startedAt !== undefined && (
          <span className="mono">{attemptMoment(status.startedAt, locale)}</span>
        )}
        <ScenarioMark state={status.state} />
      </span>
    </th>
  )
}

function PairRow({ pair }: { pair: StepPair }) {
  const t = useText()
  const locale = useLocale()
  const { left, right, isDifferent, isFirst, longerMs } = pair
  const step = left ?? right
  if (!step) return null
  const isRenamed = left && right && left.title !== right.title
  return (
    <tr className={isFirst ? 'first' : isDifferent ? 'differs' : ''}>
      <th scope="row">
        <span className="mono dim">{t(`scenarios.place.${step.part}`, { step: step.step })}</span>
        <span>
          {step.title}
          {isRenamed && <> → {right.title}</>}
        </span>
      </th>
      <StepCell step={left} hasReason={isDifferent} />
      <StepCell step={right} hasReason={isDifferent} />
      <td className="num">
        {isDifferent && (
          <Verdict
            tone="pending"
            word={t(isFirst ? 'scenarios.first-difference' : 'scenarios.differs')}
          />
        )}
        {longerMs !== undefined && (
          <span className="mono">
            {longerMs < 0 ? '−' : '+'}
            {formatDuration(Math.abs(longerMs), locale)}
          </span>
        )}
      </td>
    </tr>
  )
}

function StepCell({ step, hasReason }: { step: StepStatus | undefined; hasReason: boolean }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  if (!step) return <td className="dim">{t('scenarios.not-there')}</td>
  return (
    <td>
      <span className="line">
        <StepMark state={step.state} />
        {step.durationMs !== undefined && (
          <span className="dim mono">{formatDuration(step.durationMs, locale)}</span>
        )}
      </span>
      {hasReason && step.reason && <p className="dim">{say(step.reason)}</p>}
    </td>
  )
}
