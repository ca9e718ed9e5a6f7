import type { ReactNode } from 'react'

import type { Scenario, ScenarioPreview, ScenarioStatus } from '../../shared/model/scenario.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useLive, useLocale, useOutline, useSay, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { formatShort } from '../text/format.ts'
import { ScenarioMark } from './scenario-marks.tsx'
import { heldOf, tookMs } from './sequence.ts'
import { elapsedText } from './time-text.ts'

interface ScenarioHeadProps {
  status: ScenarioStatus
  spec?: Scenario
  preview?: ScenarioPreview
  onItem: () => void
  children: ReactNode
}

/** What it is, whose evidence it is, how it stands, and what can be done with it. */
export function ScenarioHead({ status, spec, preview, onItem, children }: ScenarioHeadProps) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const item = useOutline()?.items.get(status.itemId)
  const { held, of } = heldOf(status)
  return (
    <header className="detail-head">
      {item && (
        <button
          type="button"
          className="link scenario-item"
          title={`${t('scenarios.open-item')} · I`}
          onClick={onItem}
        >
          <span className="mono">{item.number}</span> {item.title}
        </button>
      )}
      <div className="line scenario-title">
        <h2 className="grow">{status.title}</h2>
        <ScenarioMark state={status.state} badge />
      </div>
      <div className="line wrap scenario-facts">
        {status.startedAt !== undefined && (
          <>
            <span className="dim">
              {formatShort(status.startedAt, locale)}
              {` · ${t('scenarios.by', { name: status.by ?? 'Warroom' })}`}
            </span>
            <Took status={status} />
            {/* One that passed says so itself. */}
            {status.state !== 'passed' && (
              <span className="dim">{t('scenarios.held', { held, of })}</span>
            )}
          </>
        )}
        {status.correlationId !== undefined && (
          <span className="line dim">
            {t('scenarios.correlation')} <code>{status.correlationId}</code>
            <CopyButton text={status.correlationId} />
          </span>
        )}
        {preview && preview.danger !== 'read' && (
          <Verdict
            tone={preview.danger === 'destroy' ? 'nogo' : 'pending'}
            word={t(`danger.${preview.danger}`)}
          />
        )}
        {spec?.environments && (
          <span className="tag">
            {t('scenarios.environments', {
              names: spec.environments.map((name) => t(`environment.${name}`)).join(', '),
            })}
          </span>
        )}
      </div>
      {status.reason && <p className={`scenario-reason ${status.state}`}>{say(status.reason)}</p>}
      {children}
    </header>
  )
}

function Took({ status }: { status: ScenarioStatus }) {
  const locale = useLocale()
  const now = useNow()
  const isLive = useLive()
  const took = tookMs(status, now)
  if (took === undefined || (status.state === 'running' && !isLive)) return null
  return <span className="dim mono">{elapsedText(took, status.state === 'running', locale)}</span>
}
