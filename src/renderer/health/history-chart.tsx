import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import uPlot from 'uplot'

import type { Locale } from '../../shared/messages/message.ts'
import { bandsOf, seriesOf } from '../logic/history-bands.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatMinute, formatShort, formatTime } from '../text/format.ts'
import { ChartReadout } from './chart-readout.tsx'
import { drawBands, drawMarks, readInk } from './draw-chart.ts'
import type { ChartMark, Ink } from './draw-chart.ts'
import { HappeningsTrack } from './happenings-track.tsx'
import type { LoadedHistory, Span } from './use-history.ts'
import { useShownTheme } from './use-shown-theme.ts'

const heightPx = 230
/** A shorter drag is a click that slipped. */
const leastDragPx = 6
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000]

interface HistoryChartProps {
  loaded: LoadedHistory
  marks: readonly ChartMark[]
  onZoom: (span: Span) => void
  onReset: () => void
  /** The happening that is looked at, by its key. */
  picked: number | undefined
  onPick: (key: number) => void
}

/** Half and nineteen in twenty looks were faster than these. Where nothing was measured nothing is drawn. */
export function HistoryChart(props: HistoryChartProps) {
  const { loaded, marks } = props
  const t = useText()
  const locale = useLocale()
  const theme = useShownTheme()
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const latest = useRef(props)
  const [hovered, setHovered] = useState<number>()

  useLayoutEffect(() => {
    latest.current = props
  })
  // One plot for as long as theme and language stay; data only pass through it.
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const ink = readInk()
    const made = new uPlot(
      {
        ...looks(ink, locale),
        width: element.clientWidth,
        height: heightPx,
        scales: {
          x: {
            range: () => {
              const { fromMs, toMs } = latest.current.loaded.span
              return [fromMs / 1000, toMs / 1000]
            },
          },
          y: { range: (_, _least, most) => [0, Math.max(4, (most ?? 0) * 1.15)] },
        },
        hooks: {
          drawClear: [
            (self) => drawBands(self, bandsOf(latest.current.loaded.history.buckets), ink),
          ],
          draw: [(self) => drawMarks(self, latest.current.marks, ink)],
          setCursor: [(self) => setHovered(self.cursor.idx ?? undefined)],
          setSelect: [
            (self) => {
              const { left, width } = self.select
              if (width < leastDragPx) return
              const at = (px: number) => self.posToVal(px, 'x') * 1000
              latest.current.onZoom({ fromMs: at(left), toMs: at(left + width) })
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
            },
          ],
          ready: [(self) => self.over.addEventListener('dblclick', () => latest.current.onReset())],
        },
      },
      seriesOf(latest.current.loaded.history.buckets),
      element,
    )
    plot.current = made
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: heightPx }),
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- colours are read from the theme shown
  }, [theme, locale])
  useEffect(() => {
    plot.current?.setData(seriesOf(loaded.history.buckets))
  }, [loaded])
  useEffect(() => {
    plot.current?.redraw(false, false)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- they are drawn through `latest`
  }, [marks])

  return (
    <div className="stack tight">
      <div className="chart" ref={place} role="img" aria-label={t('chart.label')} />
      <HappeningsTrack
        happenings={marks}
        span={loaded.span}
        picked={props.picked}
        onPick={props.onPick}
      />
      <ChartReadout
        history={loaded.history}
        bucket={hovered === undefined ? undefined : loaded.history.buckets[hovered]}
        marks={marks}
      />
    </div>
  )
}

/** What of the plot depends on theme and language alone. */
function looks(ink: Ink, locale: Locale) {
  const axis = {
    stroke: ink('text-3'),
    font: '11px "Inter Variable", sans-serif',
    grid: { stroke: ink('line'), width: 1 },
    ticks: { show: false },
  }
  return {
    legend: { show: false },
    padding: [8, 8, 0, 0] as [number, number, number, number],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
    },
    axes: [
      {
        ...axis,
        size: 30,
        space: 84,
        values: (self: uPlot, at: number[]) => timeLabels(self, at, locale),
      },
      {
        ...axis,
        size: 62,
        incrs: wholeSteps,
        values: (_: uPlot, at: number[]) => at.map((each) => formatDuration(each, locale)),
      },
    ],
    series: [
      {},
      curve('p50', ink('accent')),
      curve('p95', ink('pending'), [5, 3]),
      dots('max', ink('text-3')),
    ],
  }
}

function curve(label: string, stroke: string, dash: number[] = []): uPlot.Series {
  return {
    label,
    stroke,
    width: 1.5,
    dash,
    points: { size: 4, stroke, fill: stroke, filter: lonePoints },
  }
}

/** Single looks, which no line may join. */
function dots(label: string, stroke: string): uPlot.Series {
  return { label, stroke, paths: () => null, points: { show: true, size: 3, stroke, fill: stroke } }
}

/** A value between two gaps has no line to stand on: it is drawn as a point. */
function lonePoints(self: uPlot, seriesIndex: number, show: boolean): number[] | null {
  if (show) return null
  const values = Array.from(self.data[seriesIndex] ?? [])
  const known = (index: number) => values[index] !== null && values[index] !== undefined
  return values.flatMap((_, index) =>
    known(index) && !known(index - 1) && !known(index + 1) ? [index] : [],
  )
}

const hourSeconds = 3600

function timeLabels(self: uPlot, at: number[], locale: Locale): string[] {
  const { min = 0, max = 0 } = self.scales['x'] ?? {}
  const seconds = (max ?? 0) - (min ?? 0)
  return at.map((each) => {
    if (seconds <= hourSeconds / 6) return formatTime(new Date(each * 1000).toISOString(), locale)
    return seconds <= 30 * hourSeconds
      ? formatMinute(each * 1000, locale)
      : formatShort(each * 1000, locale)
  })
}
