import { useState } from 'react'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import type { Loaded } from '../state/documents.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { formatDuration } from '../text/format.ts'
import { likelyPair } from './compare.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { ScenarioMark } from './scenario-marks.tsx'
import { heldOf, tookMs } from './sequence.ts'
import { attemptMoment } from './time-text.ts'

interface AttemptsTabProps {
  attempts: Loaded<ScenarioStatus[]>
  onShow: (attemptId: string | undefined) => void
}

/** Every time it was played, and two of them side by side. */
export function AttemptsTab({ attempts, onShow }: AttemptsTabProps) {
  const t = useText()
  if (attempts.state === 'failed') return <FailureNote failure={attempts.failure} />
  if (attempts.state === 'loading') return <Waiting />
  if (attempts.value.length === 0) return <p className="empty">{t('scenarios.no-attempts')}</p>
  return <Attempts attempts={attempts.value} onShow={onShow} />
}

type Side = 'left' | 'right'

function Attempts({
  attempts,
  onShow,
}: {
  attempts: readonly ScenarioStatus[]
  onShow: AttemptsTabProps['onShow']
}) {
  const t = useText()
  const [chosen, setChosen] = useState<Partial<Record<Side, string>>>({})
  const sides = { ...likelyPair(attempts), ...chosen }
  const find = (id: string | undefined) => attempts.find(({ attemptId }) => attemptId === id)
  const left = find(sides.left)
  const right = find(sides.right)
  const canCompare = attempts.length > 1
  return (
    <>
      <section className="panel" aria-label={t('scenarios.attempts')}>
        <header>
          <h3>{t('scenarios.attempts')}</h3>
          {!canCompare && <span className="note">{t('scenarios.one-attempt')}</span>}
        </header>
        <table className="attempts">
          <thead>
            <tr>
              {canCompare && (
                <>
                  <th scope="col">{t('scenarios.choose-left')}</th>
                  <th scope="col">{t('scenarios.choose-right')}</th>
                </>
              )}
              <th scope="col">{t('scenarios.when')}</th>
              <th scope="col">{t('scenarios.who')}</th>
              <th scope="col">{t('scenarios.result')}</th>
              <th scope="col">{t('scenarios.tab-sequence')}</th>
              <th scope="col" className="num">
                {t('scenarios.took')}
              </th>
              <th scope="col">
                <span className="sr">{t('scenarios.show')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <AttemptRow
                key={attempt.attemptId}
                attempt={attempt}
                onShow={() => onShow(attempt.attemptId)}
                {...(canCompare
                  ? {
                      sides,
                      onChoose: (side: Side) =>
                        setChosen((now) => ({ ...now, [side]: attempt.attemptId })),
                    }
                  : {})}
              />
            ))}
          </tbody>
        </table>
      </section>
      {left && right && left === right && <p className="empty">{t('scenarios.same-twice')}</p>}
      {left && right && left !== right && <ComparisonTable left={left} right={right} />}
    </>
  )
}

interface AttemptRowProps {
  attempt: ScenarioStatus
  sides?: Partial<Record<Side, string>>
  onChoose?: (side: Side) => void
  onShow: () => void
}

function AttemptRow({ attempt, sides, onChoose, onShow }: AttemptRowProps) {
  const t = useText()
  const locale = useLocale()
  const when = attempt.startedAt === undefined ? '' : attemptMoment(attempt.startedAt, locale)
  const { held, of } = heldOf(attempt)
  const took = tookMs(attempt, useNowCoarse())
  return (
    <tr>
      {sides &&
        (['left', 'right'] as const).map((side) => (
          <td key={side}>
            <input
              type="radio"
              name={`scenario-${side}`}
              aria-label={t(`scenarios.choose-${side}-of`, { when })}
              checked={sides[side] === attempt.attemptId}
              onChange={() => onChoose?.(side)}
            />
          </td>
        ))}
      <td className="nowrap">{when}</td>
      <td className="cut">{attempt.by ?? 'Warroom'}</td>
      <td>
        <ScenarioMark state={attempt.state} />
      </td>
      <td className="dim">{t('scenarios.held', { held, of })}</td>
      <td className="num">{took !== undefined && formatDuration(took, locale)}</td>
      <td className="attempt-show">
        <button type="button" aria-label={t('scenarios.show-of', { when })} onClick={onShow}>
          {t('scenarios.show')}
        </button>
      </td>
    </tr>
  )
}
