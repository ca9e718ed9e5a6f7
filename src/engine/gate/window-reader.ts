import type { CheckSpec } from '../../shared/model/check.ts'
import type { WindowCriterion } from '../../shared/model/gate.ts'
import type { SampleStore } from '../monitor/sample-store.ts'
import { quarterMs } from '../monitor/sample-window.ts'
import { cacheColumns } from './cached-columns.ts'
import { readWindowSamples, type WindowSamples } from './window-facts.ts'
import { createMeasureSource } from './window-measures.ts'

/** Reads the samples that a gate's criteria judge. */
export interface WindowReader {
  /** At one moment; each window is read once. */
  at(nowMs: number): (criterion: WindowCriterion) => WindowSamples | undefined
}

export function createWindowReader(
  samples: Pick<SampleStore, 'find' | 'samples' | 'columns' | 'measures'>,
  run: { runId: string; sinceMs: number; checks: ReadonlyMap<string, CheckSpec> },
): WindowReader {
  const cached = { samples: samples.samples, columns: cacheColumns(samples) }
  const series = new Map<string, number>()
  const watchedSince = new Map<string, number>()

  const seriesOf = (checkId: string) => {
    const known = series.get(checkId) ?? samples.find(run.runId, checkId)
    if (known !== undefined) series.set(checkId, known)
    return known
  }
  const watchedSinceMs = (id: number, checkId: string, nowMs: number) => {
    const known = watchedSince.get(checkId)
    // Later than now: the clock was set back, and what was dated after it is gone.
    if (known !== undefined && known <= nowMs) return known
    const found = firstMs(id, nowMs)
    if (found !== undefined) watchedSince.set(checkId, found)
    return found
  }
  const firstMs = (id: number, nowMs: number): number | undefined => {
    const { tallies } = samples.columns(id, run.sinceMs, nowMs, quarterMs)
    if (tallies.size === 0) return undefined
    const fromMs = run.sinceMs + Math.min(...tallies.keys()) * quarterMs
    const [first] = samples.samples(id, fromMs, Math.min(nowMs, fromMs + quarterMs))
    return first ? first.atMs - first.coverMs : fromMs
  }

  return {
    at(nowMs) {
      const read = new Map<string, WindowSamples | undefined>()
      const readOnce = ({ checkId, windowSeconds }: WindowCriterion) => {
        const everySeconds = run.checks.get(checkId)?.everySeconds
        const id = everySeconds === undefined ? undefined : seriesOf(checkId)
        if (id === undefined || everySeconds === undefined) return undefined
        const fromMs = nowMs - windowSeconds * 1000
        return {
          everyMs: everySeconds * 1000,
          watchedSinceMs: watchedSinceMs(id, checkId, nowMs),
          measures: createMeasureSource(samples.measures, id, fromMs, nowMs),
          ...readWindowSamples(cached, id, fromMs, nowMs),
        }
      }
      return (criterion) => {
        const key = `${criterion.windowSeconds} ${criterion.checkId}`
        if (!read.has(key)) read.set(key, readOnce(criterion))
        return read.get(key)
      }
    },
  }
}
