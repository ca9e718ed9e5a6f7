import { describe, expect, it } from 'vitest'

import type { HistoryBucket } from '../../shared/model/monitor.ts'
import { histogramOf } from './histogram.ts'

const bucket = (looks: number, p50: number | null, p95 = p50, max = p95): HistoryBucket => ({
  from: '',
  to: '',
  passed: looks,
  failed: 0,
  unknown: 0,
  firstLooks: 0,
  maintenance: 0,
  p50,
  p95,
  max,
  gap: false,
})
const total = (found: ReturnType<typeof histogramOf>) =>
  found?.bars.reduce((sum, { count }) => sum + count, 0)

describe('the histogram of answer times', () => {
  it('puts every look where it belongs while columns hold two at most', () => {
    const found = histogramOf([bucket(1, 100), bucket(2, 100, 200, 340), bucket(0, null)])
    expect(found).toMatchObject({ exact: true, most: 2 })
    expect(total(found)).toBe(3)
    expect(found?.bars[0]).toMatchObject({ fromMs: 100, count: 2 })
    expect(found?.bars.at(-1)).toMatchObject({ toMs: 340, count: 1 })
  })

  it('spreads columns of many looks by their percentiles, and says so', () => {
    const found = histogramOf([bucket(100, 100, 300, 900)])
    expect(found?.exact).toBe(false)
    expect(total(found)).toBe(100)
    const at = (ms: number) =>
      found?.bars.find(({ fromMs, toMs }) => ms >= fromMs && ms < toMs)?.count
    expect([at(100), at(200)]).toEqual([50, 49])
    expect(histogramOf([bucket(100, 100, 300, 900)], 20)?.bars[0]?.fromMs).toBe(20)
  })

  it('takes ratios where times lie far apart, and copes with equal ones', () => {
    const wide = histogramOf([bucket(1, 1), bucket(1, 10), bucket(1, 10_000)])
    expect(wide?.bars.filter(({ count }) => count > 0)).toHaveLength(3)
    expect(total(histogramOf([bucket(1, 0), bucket(1, 0)]))).toBe(2)
    expect(histogramOf([bucket(0, null), bucket(1, null)])).toBeUndefined()
  })
})
