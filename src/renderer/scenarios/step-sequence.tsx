import { useEffect, useMemo, useRef } from 'react'
import type { KeyboardEvent } from 'react'

import type { Scenario, ScenarioPreview, ScenarioStatus } from '../../shared/model/scenario.ts'
import { useLive, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { firstBroken, layOutSequence, placeKey } from './sequence.ts'
import { StepRow } from './step-row.tsx'

interface StepSequenceProps {
  status: ScenarioStatus
  spec?: Scenario
  preview?: ScenarioPreview
  /** Goes to the lines of a moment; absent where no log is followed. */
  onLogs?: (at: string) => void
}

/** Set-up, steps and clean-up one below the other, each where it stands in the time of the whole. */
export function StepSequence(props: StepSequenceProps) {
  const isLive = useLive()
  return props.status.state === 'running' && isLive ? (
    <RunningSequence {...props} />
  ) : (
    <Sequence {...props} nowMs={0} />
  )
}

/** Only what runs is drawn anew by the second. */
function RunningSequence(props: StepSequenceProps) {
  return <Sequence {...props} nowMs={useNow()} />
}

function Sequence({ status, spec, preview, onLogs, nowMs }: StepSequenceProps & { nowMs: number }) {
  const t = useText()
  const list = useRef<HTMLDivElement>(null)
  const parts = useMemo(
    () => layOutSequence(status, spec, preview, nowMs),
    [status, spec, preview, nowMs],
  )
  const broken = firstBroken(status)
  const brokenKey = broken && placeKey(broken)
  const waitsKey = status.waitsAt && placeKey(status.waitsAt)
  const runningKey = status.steps.find(({ state }) => state === 'running')
  const focusKey =
    status.asking === undefined
      ? (waitsKey ?? (runningKey && placeKey(runningKey)) ?? brokenKey)
      : undefined
  useEffect(() => {
    // What happens now, and then what broke, is never below the fold.
    if (focusKey === undefined) return
    const row = list.current?.querySelector(`[data-step="${focusKey}"]`)
    row?.scrollIntoView({ block: 'nearest' })
  }, [focusKey])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const heads = [...(list.current?.querySelectorAll<HTMLElement>('.step-head') ?? [])]
    const next = heads[heads.findIndex((head) => head === document.activeElement) + step]
    if (!next || !heads.some((head) => head === document.activeElement)) return
    event.preventDefault()
    next.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move between the buttons in it
    <div ref={list} className="sequence" onKeyDown={onKeyDown}>
      {parts.map(({ part, steps }) => (
        <section key={part} className="panel" aria-label={t(`scenarios.part.${part}`)}>
          <header>
            <h3>{t(`scenarios.part.${part}`)}</h3>
            <span className="note">{t(`scenarios.part-about.${part}`)}</span>
          </header>
          <ol>
            {steps.map((step) => (
              <StepRow
                key={step.key}
                step={step}
                isBroken={step.key === brokenKey}
                isNext={step.key === waitsKey}
                {...(onLogs ? { onLogs } : {})}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
