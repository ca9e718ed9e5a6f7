import { setTimeout as wait } from 'node:timers/promises'

import type { Facts, Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { BadConfig, UnusableAnswer } from './classify-error.ts'
import { filledIn } from './config-fields.ts'
import { parseExposition, type Exposition } from './exposition.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import { demandSuccess, getText } from './http-get.ts'
import { maskUrl } from './mask-url.ts'
import { metricFacts } from './metric-facts.ts'
import { parseSelector } from './metric-selector.ts'
import type { ProbeContext } from './probe.ts'
import type { PrometheusConfig } from './prometheus.ts'
import { through } from './via.ts'

export function describePrometheus(config: PrometheusConfig) {
  const target = maskUrl(config.url)
  const headers = Object.entries(config.headers).map(([name, value]) => `${name}: ${value}`)
  const twice = config.over === undefined ? [] : [`twice, ${config.over} s apart`]
  return {
    target: through(target, config.via),
    command: [`GET ${target}`, ...headers, ...twice, ...selectorsOf(config)].join('\n'),
    danger: 'read' as const,
  }
}

function selectorsOf({ values, rates, ratios, quantiles }: PrometheusConfig): string[] {
  const pairs = Object.values(ratios).flatMap(({ of, to }) => [of, to])
  const histograms = Object.values(quantiles).map(({ of }) => of)
  return [...Object.values(values), ...Object.values(rates), ...pairs, ...histograms]
}

export function measurePrometheus(
  config: PrometheusConfig,
  context: ProbeContext,
): Promise<Measurement> {
  const look = async (attempt: Attempt): Promise<Finding> => {
    const wrong = selectorsOf(config).find((text) => parseSelector(text) === undefined)
    if (wrong !== undefined) throw new BadConfig(`“${wrong}” is not a selector`)
    const overS = config.over === undefined ? undefined : filledIn(config.over)
    if (overS !== undefined && overS * 1000 >= context.timeoutMs) {
      const words = `over (${overS} s) needs a timeout that is longer than it`
      throw new BadConfig(words)
    }
    const first = await scrape(config, attempt)
    if (overS === undefined) return { kind: 'measured', facts: factsOf(config, attempt, first) }
    await wait(overS * 1000, undefined, { signal: attempt.signal })
    const second = await scrape(config, attempt)
    return { kind: 'measured', facts: factsOf(config, attempt, second, first) }
  }
  return measureWithin(context, describePrometheus(config), look, { via: config.via })
}

interface Scrape {
  exposition: Exposition
  atMs: number
  bytes: number
}

async function scrape(config: PrometheusConfig, attempt: Attempt): Promise<Scrape> {
  const accept = 'text/plain;version=0.0.4;q=0.9,application/openmetrics-text;q=0.5,*/*;q=0.1'
  const answer = await getText({ ...config, headers: { accept, ...config.headers } }, attempt)
  demandSuccess(answer)
  const isOpenMetrics = answer.contentType.includes('openmetrics')
  return {
    exposition: parseExposition(answer.text, isOpenMetrics),
    atMs: attempt.elapsedMs(),
    bytes: Buffer.byteLength(answer.text),
  }
}

function factsOf(
  config: PrometheusConfig,
  attempt: Attempt,
  { exposition, atMs, bytes }: Scrape,
  first?: Scrape,
): Facts {
  const elapsedS = first === undefined ? undefined : (atMs - first.atMs) / 1000
  const { samples, types } = exposition
  if (samples.length === 0) throw new UnusableAnswer('bad-response', 'the exposition is empty')
  const times = samples.flatMap(({ timestampMs }) => timestampMs ?? [])
  const started = samples.find(({ name }) => name === 'process_start_time_seconds')?.value
  const ageS = (ms: number) => Math.max(0, Date.now() - ms) / 1000
  const earlier =
    first && elapsedS !== undefined ? { exposition: first.exposition, elapsedS } : undefined
  return answered(attempt, {
    ...metricFacts(config, exposition, earlier),
    series: samples.length,
    families: types.size,
    body_bytes: bytes,
    ...(earlier ? { over_s: earlier.elapsedS } : {}),
    ...(times.length > 0 ? { oldest_sample_age_s: ageS(Math.min(...times)) } : {}),
    ...(started !== undefined && Number.isFinite(started)
      ? { process_uptime_s: ageS(started * 1000) }
      : {}),
  })
}
