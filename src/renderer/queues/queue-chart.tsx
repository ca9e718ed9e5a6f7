import { useEffect, useLayoutEffect, useRef } from 'react'
import uPlot from 'uplot'

import type { Locale } from '../../shared/messages/message.ts'
import type { QueueStatus } from '../../shared/model/queue.ts'
import { drawBands, readInk } from '../health/draw-chart.ts'
import type { Ink } from '../health/draw-chart.ts'
import { useShownTheme } from '../health/use-shown-theme.ts'
import type { Band } from '../logic/history-bands.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatDuration, formatNumber, formatTime } from '../text/format.ts'

interface QueueChartProps {
  status: QueueStatus
  heightPx: number
  /** With times and depths beside; else only the line. */
  axes?: boolean
}

/** The depth of the recent past, with the limit dashed. Where nobody looked no line is drawn. */
export function QueueChart(props: QueueChartProps) {
  const t = useText()
  const { status, heightPx } = props
  if (status.trend.some(([, depth]) => depth !== null)) return <Plot {...props} />
  return (
    <p className="queue-chart dim" style={{ height: heightPx }}>
      {t('queues.chart-empty')}
    </p>
  )
}

function Plot({ status, heightPx, axes = false }: QueueChartProps) {
  const t = useText()
  const locale = useLocale()
  const theme = useShownTheme()
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const latest = useRef(status)
  useLayoutEffect(() => {
    latest.current = status
  })
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const ink = readInk()
    const made = new uPlot(
      {
        ...looks(ink, locale, axes),
        width: element.clientWidth,
        height: heightPx,
        scales: {
          x: { range: () => spanOf(latest.current) },
          y: { range: (_, _least, most) => [0, topOf(most ?? 0, latest.current)] },
        },
        hooks: {
          drawClear: [(self) => drawBands(self, gapsOf(latest.current), ink)],
          draw: [(self) => drawLimit(self, latest.current.limit?.value, ink)],
        },
      },
      dataOf(latest.current),
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
  }, [theme, locale, axes, heightPx])
  useEffect(() => {
    plot.current?.setData(dataOf(status))
  }, [status])

  const known = status.trend.flatMap(([, depth]) => (depth === null ? [] : [depth]))
  const [from, to] = spanOf(status)
  const label = t('queues.chart', {
    duration: formatDuration((to - from) * 1000, locale),
    now: known.at(-1) ?? 0,
    most: Math.max(...known),
  })
  return (
    <div
      className="queue-chart"
      ref={place}
      role="img"
      aria-label={label}
      style={{ height: heightPx }}
    />
  )
}

const dataOf = ({ trend }: QueueStatus): uPlot.AlignedData => [
  trend.map(([atMs]) => atMs / 1000),
  trend.map(([, depth]) => depth),
]

/** In seconds. A queue that was just found has all its room to the left. */
function spanOf({ trend, everySeconds }: QueueStatus): [number, number] {
  const to = (trend.at(-1)?.[0] ?? 0) / 1000
  const from = (trend[0]?.[0] ?? 0) / 1000
  return [Math.min(from, to - 12 * everySeconds), to]
}

const topOf = (most: number, { limit }: QueueStatus): number =>
  Math.max(4, most, limit?.value ?? 0) * 1.15

/** Stretches in which nobody could look. */
function gapsOf({ trend }: QueueStatus): Band[] {
  return trend.flatMap(([atMs, depth], index): Band[] => {
    if (depth !== null) return []
    const fromMs = trend[index - 1]?.[0] ?? atMs
    const toMs = trend[index + 1]?.[0] ?? atMs
    return toMs > fromMs ? [{ kind: 'gap', fromMs, toMs }] : []
  })
}

function drawLimit(plot: uPlot, limit: number | undefined, ink: Ink): void {
  if (limit === undefined) return
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  const y = Math.round(plot.valToPos(limit, 'y', true))
  ctx.save()
  ctx.strokeStyle = ink('nogo')
  ctx.lineWidth = 1.5 * ratio
  ctx.setLineDash([6 * ratio, 5 * ratio])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.restore()
}

const padding: Record<'axes' | 'bare', uPlot.Padding> = {
  axes: [8, 28, 0, 0],
  bare: [4, 2, 4, 2],
}

function looks(ink: Ink, locale: Locale, axes: boolean) {
  const axis = {
    stroke: ink('text-3'),
    font: '11px "Inter Variable", sans-serif',
    grid: { stroke: ink('line'), width: 1 },
    ticks: { show: false },
  }
  const stroke = ink('accent')
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: axes ? padding.axes : padding.bare,
    axes: axes
      ? [
          {
            ...axis,
            size: 26,
            space: 90,
            values: (_: uPlot, at: number[]) =>
              at.map((each) => formatTime(new Date(each * 1000).toISOString(), locale)),
          },
          {
            ...axis,
            size: 54,
            space: 28,
            incrs: [
              1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7,
            ],
            values: (_: uPlot, at: number[]) => at.map((each) => formatNumber(each, locale)),
          },
        ]
      : [{ show: false }, { show: false }],
    series: [
      {},
      {
        stroke,
        width: 1.75,
        points: { show: (self: uPlot) => (self.data[1]?.length ?? 0) < 3, size: 4, fill: stroke },
      },
    ],
  }
}
