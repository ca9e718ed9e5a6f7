import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'

import { laneMarks } from '../logic/happening-lanes.ts'
import type { LaneMark } from '../logic/happening-lanes.ts'
import { glyphs } from '../logic/tone.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatTime } from '../text/format.ts'
import type { ChartMark } from './draw-chart.ts'
import type { Span } from './use-history.ts'

/** Share of the axis that a mark takes. */
const closest = 0.022
/** More are in the list below. */
const mostTold = 6

interface HappeningsTrackProps {
  happenings: readonly ChartMark[]
  span: Span
  picked: number | undefined
  onPick: (key: number) => void
}

/** What else happened, under the chart and on its axis: one lane a kind, one mark a moment. */
export function HappeningsTrack({ happenings, span, picked, onPick }: HappeningsTrackProps) {
  const t = useText()
  const locale = useLocale()
  const track = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const marks = laneMarks(happenings, span, closest)
  if (marks.length === 0) return null
  const shownLanes = [...new Set(marks.map(({ lane }) => lane))]
  const stop = Math.min(active, marks.length - 1)
  const words = ({ happenings: told }: LaneMark) =>
    [
      ...told
        .slice(0, mostTold)
        .map(({ atMs, text }) => `${formatTime(new Date(atMs).toISOString(), locale)} ${text}`),
      ...(told.length > mostTold ? ['…'] : []),
    ].join('\n')
  const move = (by: number) => {
    const next = Math.max(0, Math.min(marks.length - 1, stop + by))
    setActive(next)
    track.current?.querySelectorAll('button')[next]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    move(by)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- keys reach it through its marks, of which one is a tab stop
    <div
      ref={track}
      className="happenings-track"
      role="toolbar"
      aria-label={t('health.happened')}
      onKeyDown={onKeyDown}
    >
      {shownLanes.map((lane) => (
        <div key={lane} className="happenings-lane">
          <span className="dim cut">{t(`health.lane.${lane}`)}</span>
          <div>
            {marks.map((mark, index) => {
              const [first] = mark.happenings
              if (mark.lane !== lane || !first) return null
              const isPicked = mark.happenings.some(({ key }) => key === picked)
              return (
                <button
                  key={first.key}
                  type="button"
                  className={`v ${mark.tone}${isPicked ? ' picked' : ''}`}
                  style={{ left: `${mark.at * 100}%` }}
                  tabIndex={index === stop ? 0 : -1}
                  title={words(mark)}
                  aria-label={words(mark)}
                  onClick={() => {
                    setActive(index)
                    onPick(first.key)
                  }}
                >
                  <i aria-hidden="true">{glyphs[mark.tone]}</i>
                  {mark.happenings.length > 1 && <small>{mark.happenings.length}</small>}
                </button>
              )
            })}
          </div>
        </div>
      ))}
    </div>
  )
}
