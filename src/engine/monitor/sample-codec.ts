import type { Verdict } from '../../shared/model/check.ts'
import type { BeatAside } from '../../shared/model/monitor.ts'
import { createPackedReader, createPackedWriter } from './packed-numbers.ts'
import { addBins, binsOf, createSketch } from './sketch.ts'
import { createTally, sketchOf, type Sample, type Tally } from './tally.ts'

/**
 * How samples and tallies lie in a row: whole numbers in seven-bit groups (LEB128), times relative
 * to the row's own beginning, latencies in hundredths of a millisecond.
 */
const verdicts: readonly Verdict[] = ['passed', 'failed', 'unknown']
const asides: readonly (BeatAside | undefined)[] = [undefined, 'first-look', 'maintenance']
const hundredths = 100

/** What a latency reads as once it has been on the disk. */
export const storedLatencyMs = (latencyMs: number): number =>
  Math.round(Math.max(0, latencyMs) * hundredths) / hundredths

export function encodeSamples(startMs: number, samples: readonly Sample[]): Uint8Array {
  const writer = createPackedWriter()
  let beforeMs = startMs
  for (const { atMs, verdict, latencyMs, coverMs, aside } of samples) {
    writer.number(verdicts.indexOf(verdict) * asides.length + asides.indexOf(aside))
    writer.number(Math.max(0, Math.round(atMs - beforeMs)))
    writer.number(Math.max(0, Math.round(coverMs)))
    // 0 is "none", so that a latency of nothing stays apart from no latency.
    writer.number(latencyMs === null ? 0 : 1 + Math.round(Math.max(0, latencyMs) * hundredths))
    beforeMs = atMs
  }
  return writer.bytes()
}

export function decodeSamples(startMs: number, bytes: Uint8Array): Sample[] {
  const reader = createPackedReader(bytes)
  const samples: Sample[] = []
  let atMs = startMs
  while (!reader.atEnd) {
    const kind = reader.number()
    atMs += reader.number()
    const coverMs = reader.number()
    const latency = reader.number()
    const aside = asides[kind % asides.length]
    samples.push({
      atMs,
      verdict: verdicts[Math.floor(kind / asides.length)] ?? 'unknown',
      latencyMs: latency === 0 ? null : (latency - 1) / hundredths,
      coverMs,
      ...(aside === undefined ? {} : { aside }),
    })
  }
  return samples
}

const ends = [undefined, 'passed', 'failed'] as const

/** Latencies become a sketch here. */
export function encodeTally(startMs: number, tally: Tally): Uint8Array {
  const writer = createPackedWriter()
  const { counts } = tally
  writer.number(counts.passed)
  writer.number(counts.failed)
  writer.number(counts.unknown)
  writer.number(counts.firstLooks)
  writer.number(counts.maintenance)
  writer.number(Math.round(tally.coverMs))
  writer.number(tally.changes)
  writer.number(ends.indexOf(tally.first) * ends.length + ends.indexOf(tally.last))
  writer.number(
    tally.lastMeasuredAtMs === undefined ? 0 : 1 + Math.round(tally.lastMeasuredAtMs - startMs),
  )
  writer.number(tally.timed)
  if (tally.timed === 0) return writer.bytes()
  writer.number(Math.round(tally.sumMs * hundredths))
  writer.number(Math.round(tally.minMs * hundredths))
  writer.number(Math.round((tally.maxMs - tally.minMs) * hundredths))
  const { zeros, bins } = binsOf(sketchOf(tally))
  writer.number(zeros)
  let before = -keyShift
  for (const [key, count] of bins) {
    writer.number(key - before)
    writer.number(count)
    before = key
  }
  return writer.bytes()
}

/** Keys of values below one millisecond are negative. */
const keyShift = 4096

export function decodeTally(startMs: number, bytes: Uint8Array): Tally {
  const reader = createPackedReader(bytes)
  const tally = createTally()
  const { counts } = tally
  counts.passed = reader.number()
  counts.failed = reader.number()
  counts.unknown = reader.number()
  counts.firstLooks = reader.number()
  counts.maintenance = reader.number()
  tally.coverMs = reader.number()
  tally.changes = reader.number()
  const both = reader.number()
  tally.first = ends[Math.floor(both / ends.length)]
  tally.last = ends[both % ends.length]
  const measured = reader.number()
  tally.lastMeasuredAtMs = measured === 0 ? undefined : startMs + measured - 1
  tally.timed = reader.number()
  if (tally.timed === 0) return tally
  tally.sumMs = reader.number() / hundredths
  tally.minMs = reader.number() / hundredths
  tally.maxMs = tally.minMs + reader.number() / hundredths
  const zeros = reader.number()
  const bins: [number, number][] = []
  let key = -keyShift
  while (!reader.atEnd) {
    key += reader.number()
    bins.push([key, reader.number()])
  }
  tally.sketch = createSketch()
  addBins(tally.sketch, { zeros, bins })
  return tally
}
