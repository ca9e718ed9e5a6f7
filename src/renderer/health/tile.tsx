import { memo } from 'react'

import type { MonitorStatus } from '../../shared/model/monitor.ts'
import { toneOfMonitor } from '../logic/monitors.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useMonitor, useMonitors, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatNumber, formatShort } from '../text/format.ts'
import { BeatBars } from './beat-bars.tsx'
import { MonitorMenu } from './monitor-menu.tsx'
import { formatShare, monitorLine } from './monitor-words.ts'

/** The document id of a tile: the grid names its active one by it. */
export const tileIdOf = (checkId: string): string => `monitor-${checkId}`

interface TileProps {
  checkId: string
  column: number
  selected: boolean
  compact: boolean
}

/** One monitor at a glance. It reads its own status, so that another one's change leaves it alone. */
export const Tile = memo(function Tile({ checkId, column, selected, compact }: TileProps) {
  const status = useMonitor(checkId)
  const isOld = useIsOld(status)
  const { ui } = useSession()
  if (!status) return null
  const look = isOld ? 'stale' : toneOfMonitor[status.state]
  return (
    <div
      id={tileIdOf(checkId)}
      className={`tile ${look}${selected ? ' selected' : ''}`}
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={selected}
    >
      {/* Keys are handled by the grid, which keeps the focus: tiles are its active descendants. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className="tile-body" onClick={() => ui.openMonitor(checkId)}>
        <Face status={status} compact={compact} />
      </div>
      <MonitorMenu status={status} />
    </div>
  )
})

function Face({ status, compact }: { status: MonitorStatus; compact: boolean }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const line = monitorLine(status, { t, say, locale })
  return (
    <>
      <div className="tile-head">
        <b className="cut" title={`${status.title}\n${status.target}`}>
          {status.title}
        </b>
        <MonitorVerdict status={status} />
      </div>
      <div className="tile-line mono cut" title={line}>
        {line}
      </div>
      <BeatBars beats={status.beats} everySeconds={status.everySeconds} />
      {!compact && <Foot status={status} />}
    </>
  )
}

/** Whether “OK” is only what was once known: nobody looks any more, or no engine answers. */
function useIsOld(status: MonitorStatus | undefined): boolean {
  const isCutOff = useMonitors((mirror) => mirror.stale)
  return status?.state === 'up' && (status.stale || isCutOff)
}

export function MonitorVerdict({ status }: { status: MonitorStatus }) {
  const t = useText()
  return useIsOld(status) ? (
    <Verdict tone="unknown" word={t('monitor.stale')} />
  ) : (
    <Verdict tone={toneOfMonitor[status.state]} word={t(`monitor.${status.state}`)} />
  )
}

function Foot({ status }: { status: MonitorStatus }) {
  const t = useText()
  const locale = useLocale()
  const { availability, coverage, changes, minutes } = status.window
  return (
    <div className="tile-foot dim" title={t('health.window', { minutes })}>
      <span className="cut">
        {status.since !== undefined &&
          t('health.since', { time: formatShort(status.since, locale) })}
        {changes > 1 && ` · ${t('health.changes', { count: changes })}`}
      </span>
      <span>
        {[
          availability !== undefined &&
            t('health.available', { share: formatShare(availability, locale) }),
          t('health.seen', { seen: formatNumber(coverage * minutes, locale, 1), minutes }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </div>
  )
}
