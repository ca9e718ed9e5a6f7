import { describe, expect, it } from 'vitest'

import type { HistoryBucket } from '../../shared/model/monitor.ts'
import { bandsOf, seriesOf } from './history-bands.ts'

const bucket = (index: number, change: Partial<HistoryBucket>): HistoryBucket => ({
  from: new Date(index * 10_000).toISOString(),
  to: new Date((index + 1) * 10_000).toISOString(),
  passed: 0,
  failed: 0,
  unknown: 0,
  firstLooks: 0,
  maintenance: 0,
  p50: null,
  p95: null,
  max: null,
  gap: false,
  ...change,
})
const good = { passed: 2, p50: 10, p95: 20, max: 20 }

describe('seriesOf', () => {
  it('leaves the curve open over what was not measured, and where failures gave no time', () => {
    const [, p50] = seriesOf([
      bucket(0, good),
      bucket(1, { gap: true }),
      bucket(2, { failed: 1 }),
      bucket(3, { unknown: 1, gap: true }),
      bucket(4, good),
    ])
    expect(p50).toEqual([10, null, null, null, 10])
  })
  it('lets the curve pass a column that is shorter than the interval', () => {
    const [seconds, p50, p95] = seriesOf([bucket(0, good), bucket(1, {}), bucket(2, good)])
    expect(seconds).toEqual([5, 15, 25])
    expect(p50).toEqual([10, undefined, 10])
    expect(p95).toEqual([20, undefined, 20])
  })
  it('stays open over many empty columns, whatever is said of them', () => {
    const empty = Array.from({ length: 3 }, (_, index) => bucket(index + 1, {}))
    const [, p50] = seriesOf([bucket(0, good), ...empty, bucket(4, good)])
    expect(p50).toEqual([10, null, null, null, 10])
  })
})

describe('bandsOf', () => {
  it('joins neighbours of one kind, and says a failure before a gap', () => {
    const bands = bandsOf([
      bucket(0, { gap: true }),
      bucket(1, { gap: true }),
      bucket(2, { failed: 1, gap: true }),
      bucket(3, { unknown: 1, gap: true }),
      bucket(4, { ...good, unknown: 1 }),
      bucket(5, { gap: true }),
    ])
    expect(bands).toEqual([
      { kind: 'gap', fromMs: 0, toMs: 20_000 },
      { kind: 'failed', fromMs: 20_000, toMs: 30_000 },
      { kind: 'unknown', fromMs: 30_000, toMs: 40_000 },
      { kind: 'gap', fromMs: 50_000, toMs: 60_000 },
    ])
  })
})
