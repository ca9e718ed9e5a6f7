import { UnusableAnswer } from './classify-error.ts'
import { selects, type MetricSelector } from './metric-selector.ts'

export interface Sample {
  name: string
  labels: ReadonlyMap<string, string>
  value: number
  /** When it was true, where the exposition says so. */
  timestampMs?: number
}

export interface Exposition {
  samples: Sample[]
  /** By family: counter, gauge, histogram, summary, untyped… */
  types: ReadonlyMap<string, string>
}

/** Prometheus' text format 0.0.4, and OpenMetrics as far as they agree. Throws `bad-response`. */
export function parseExposition(text: string, isOpenMetrics = false): Exposition {
  const samples: Sample[] = []
  const types = new Map<string, string>()
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line.startsWith('#')) {
      const [, family, type] = /^#\s*TYPE\s+(\S+)\s+(\S+)/.exec(line) ?? []
      if (family !== undefined && type !== undefined) types.set(family, type)
      continue
    }
    if (line === '') continue
    const sample = parseSample(line, isOpenMetrics ? 1000 : 1)
    if (!sample) {
      throw new UnusableAnswer('bad-response', `line ${index + 1} is not of an exposition`)
    }
    samples.push(sample)
  }
  return { samples, types }
}

const metricName = /[a-zA-Z_:][\w:]*/y
const labelPair = /\s*([a-zA-Z_][\w]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y
const rest = /^\s*(\S+)(?:\s+(-?[\d.eE+]+))?\s*(?:#.*)?$/

function parseSample(line: string, timestampFactor: number): Sample | undefined {
  metricName.lastIndex = 0
  const name = metricName.exec(line)?.[0]
  if (name === undefined) return undefined
  let at = name.length
  while (line[at] === ' ' || line[at] === '\t') at++
  const labels = new Map<string, string>()
  if (line[at] === '{') {
    at++
    for (;;) {
      labelPair.lastIndex = at
      const found = labelPair.exec(line)
      if (!found) break
      labels.set(found[1] ?? '', unescaped(found[2] ?? ''))
      at += found[0].length
    }
    while (line[at] === ' ' || line[at] === '\t') at++
    if (line[at] !== '}') return undefined
    at++
  }
  const [, written, timestamp] = rest.exec(line.slice(at)) ?? []
  const value = written === undefined ? undefined : parseValue(written)
  if (value === undefined) return undefined
  if (timestamp === undefined) return { name, labels, value }
  const timestampMs = Number(timestamp) * timestampFactor
  return Number.isFinite(timestampMs) ? { name, labels, value, timestampMs } : undefined
}

function parseValue(text: string): number | undefined {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (/^nan$/i.test(text)) return Number.NaN
  const value = Number(text)
  return Number.isNaN(value) ? undefined : value
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (whole, letter: string) =>
    letter === 'n' ? '\n' : letter === '"' || letter === '\\' ? letter : whole,
  )
}

/** Samples that a selector selects. */
export function samplesOf({ samples }: Exposition, selector: MetricSelector): Sample[] {
  return samples.filter(({ name, labels }) => selects(selector, name, labels))
}

/** One series, whatever the order of its labels. */
export function seriesKey({ name, labels }: Sample): string {
  const pairs = [...labels].map(([label, value]) => `${label}\0${value}`)
  return [name, ...pairs.sort()].join('\0')
}

/** Whether a series only grows, so that what counts is by how much. */
export function isCounter({ types }: Exposition, name: string): boolean {
  const type = types.get(name)
  if (type !== undefined && type !== 'unknown' && type !== 'untyped') return type === 'counter'
  const family = name.replace(/_(bucket|count|sum|total)$/, '')
  const familyType = types.get(family)
  if (familyType === 'histogram' || familyType === 'summary' || familyType === 'counter') {
    return family !== name
  }
  return /_(total|bucket|count|sum)$/.test(name)
}
