import type uPlot from 'uplot'

import type { Lane } from '../logic/happening-lanes.ts'
import type { Band } from '../logic/history-bands.ts'
import { glyphs } from '../logic/tone.ts'
import type { Tone } from '../logic/tone.ts'

/** Something that happened, on the chart's axis. */
export interface ChartMark {
  key: number
  atMs: number
  tone: Tone
  text: string
  lane: Lane
}

export type Ink = (token: string) => string

/** Colours of the shown theme by the names of the style sheet. */
export function readInk(): Ink {
  const style = getComputedStyle(document.documentElement)
  return (token) => style.getPropertyValue(`--${token}`).trim()
}

const bandInk: Record<Band['kind'], string> = { gap: 'unknown', unknown: 'unknown', failed: 'nogo' }
const bandAlpha: Record<Band['kind'], number> = { gap: 0.07, unknown: 0.2, failed: 0.16 }

/** Behind the curves: what was not measured is shaded and dashed, what failed stands on a line. */
export function drawBands(plot: uPlot, bands: readonly Band[], ink: Ink): void {
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  within(plot, () => {
    for (const { kind, fromMs, toMs } of bands) {
      const left = Math.max(bbox.left, plot.valToPos(fromMs / 1000, 'x', true))
      const right = Math.min(bbox.left + bbox.width, plot.valToPos(toMs / 1000, 'x', true))
      if (right <= left) continue
      ctx.fillStyle = ctx.strokeStyle = ink(bandInk[kind])
      ctx.globalAlpha = bandAlpha[kind]
      ctx.fillRect(left, bbox.top, right - left, bbox.height)
      ctx.globalAlpha = 1
      if (kind === 'failed') {
        const height = 3 * ratio
        const least = Math.max(right - left, 2 * ratio)
        ctx.fillRect(left, bbox.top + bbox.height - height, least, height)
      } else {
        ctx.lineWidth = ratio
        ctx.setLineDash([3 * ratio, 3 * ratio])
        ctx.strokeRect(left, bbox.top + ratio, right - left, bbox.height - 2 * ratio)
      }
    }
  })
}

/** Above the curves: what happened when. */
export function drawMarks(plot: uPlot, marks: readonly ChartMark[], ink: Ink): void {
  const { ctx, bbox } = plot
  const ratio = devicePixelRatio
  within(plot, () => {
    ctx.lineWidth = ratio
    ctx.textAlign = 'center'
    ctx.textBaseline = 'top'
    ctx.font = `${11 * ratio}px sans-serif`
    for (const { atMs, tone } of marks) {
      const x = Math.round(plot.valToPos(atMs / 1000, 'x', true))
      ctx.strokeStyle = ctx.fillStyle = tone === 'idle' ? ink('text-3') : ink(tone)
      ctx.setLineDash([ratio, 3 * ratio])
      ctx.beginPath()
      ctx.moveTo(x, bbox.top + 14 * ratio)
      ctx.lineTo(x, bbox.top + bbox.height)
      ctx.stroke()
      ctx.fillText(glyphs[tone], x, bbox.top + ratio)
    }
  })
}

/** Draws inside the axes, and leaves the canvas as it was. */
function within({ ctx, bbox }: uPlot, draw: () => void): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  draw()
  ctx.restore()
}
