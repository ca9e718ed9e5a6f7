import type { Code } from 'mdast'
import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import type { CheckSpec, Json } from '../../shared/model/check.ts'
import type { Problem } from '../../shared/model/runbook.ts'
import {
  tailKinds,
  type AddedTail,
  type LogMetric,
  type LogPattern,
  type TailKind,
  type TailSpec,
} from '../../shared/model/tail.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import { parseMetric } from '../tail/metric/metric-query.ts'
import { patternTests } from '../tail/metric/pattern-tests.ts'
import { compilePattern } from '../tail/pattern.ts'
import { nearestWord } from '../text/nearest.ts'
import { durationField, parseDuration } from './duration.ts'
import { headingSlug, NameRegister } from './identity.ts'
import { fenceSources, type Place, type YamlSource } from './yaml-source.ts'

const defaultBack = '10m'
const defaultWindow = '1h'
const defaultEvery = '5s'
const defaultAlertWindow = '60s'
const text = z.string().min(1)
const name = z.string().regex(/^[\w.-]+$/, 'letters, digits, dots, dashes and underscores')

const alertSchema = z.strictObject({
  count: z.int().min(1).max(1_000_000).optional().describe('lines; 1 when absent'),
  window: durationField('1s', '1h').optional().describe('within this time; 60s when absent'),
})

const patternSchema = z.strictObject({
  id: name.optional().describe('its name in checks; made of its title when absent'),
  title: text.optional().describe('what it means when it is seen; the pattern itself when absent'),
  match: text.describe(
    "an extended regular expression over the line, or a field and its value such as `event: 'job_failed'`",
  ),
  critical: z.boolean().optional().describe('somebody must know at once'),
  alert: alertSchema
    .optional()
    .describe('seen so often it is an alarm, told once until it was quiet; 1 when critical'),
})

const metricSchema = z.strictObject({
  id: name.optional().describe('its name in checks; made of its title when absent'),
  title: text.optional().describe('what it tells; the query itself when absent'),
  query: text.describe(
    "such as `count(event='sent')`, `avg(duration) WHERE event='sent'` or `group by tenant, count(*)`",
  ),
  window: durationField('1m', '24h').optional().describe('how far it looks back; 1h when absent'),
  every: durationField('1s', '1h')
    .optional()
    .describe('how often the screen shows it anew; 5s when absent'),
  unit: text.optional().describe('what its number is counted in, such as ms'),
})

/** The schema of a `tail` fence: exactly one source, and what to look out for in it. */
export const tailFenceSchema = z
  .strictObject({
    docker: text.optional().describe('container, by its name'),
    compose: text.optional().describe('service of a Compose project'),
    file: text.optional().describe('file, or a pattern such as `/var/log/app/*.log`'),
    journald: text.optional().describe('unit of systemd; `*` is all of them'),
    fly: text.optional().describe('app on Fly.io'),
    kubectl: text.optional().describe('pod, or what names pods, such as `deployment/api`'),
    command: text.optional().describe('command whose output is followed; it must only read'),
    engine: z.enum(['docker', 'podman']).optional().describe('of `docker`; docker when absent'),
    project: text.optional().describe('of `compose`: the project; found by folder when absent'),
    machine: text.optional().describe('of `fly`: one machine only'),
    namespace: text.optional().describe('of `kubectl`'),
    container: text.optional().describe('of `kubectl`: one container of the pod'),
    id: name.optional().describe('its name for ever; made of its title when absent'),
    title: text.optional().describe('what speaks here, in a few words; the source when absent'),
    on: text.optional().describe('host of the profile; where commands run when absent'),
    since: durationField('0s', '24h')
      .optional()
      .describe('how far back it begins where the source can look back; 10m when absent'),
    patterns: z.array(patternSchema).optional().describe('what to look out for'),
    metrics: z.array(metricSchema).optional().describe('numbers made of its lines'),
  })
  .describe('A tail: one live source of lines')

type TailFence = z.output<typeof tailFenceSchema>

/** Options that belong to one kind. */
const optionsOf: Readonly<Record<string, (typeof tailKinds)[number]>> = {
  engine: 'docker',
  project: 'compose',
  machine: 'fly',
  namespace: 'kubectl',
  container: 'kubectl',
}

/** Reads the `tail` fences of a runbook. One with a mistake is no tail at all. */
export function readTails(
  nodes: readonly Code[],
  documentLines: readonly string[],
  names: NameRegister,
): { tails: TailSpec[]; problems: Problem[] } {
  const sources = fenceSources(nodes, documentLines)
  return readTailsOf(sources, names)
}

/** Reads tails, wherever they are written. `names`: those that other tails of the runbook have. */
export function readTailsOf(
  sources: readonly YamlSource[],
  names: NameRegister,
): { tails: TailSpec[]; problems: Problem[] } {
  const tails: TailSpec[] = []
  const problems: Problem[] = []
  for (const source of sources) {
    const parsed = source.parse(tailFenceSchema, keysAt)
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    const found = readTail(parsed.data, source, names)
    if ('problem' in found) problems.push(found.problem)
    else tails.push(found.tail)
  }
  return { tails, problems }
}

function readTail(
  fence: TailFence,
  source: YamlSource,
  names: NameRegister,
): { tail: TailSpec } | { problem: Problem } {
  const [kind, second] = tailKinds.filter((one) => fence[one] !== undefined)
  const expected = tailKinds.join(', ')
  if (kind === undefined)
    return wrong(source.valuePlace([]), message('runbook.tail-no-source', { expected }))
  if (second !== undefined)
    return wrong(source.keyPlace([second]), message('runbook.tail-two-sources', { expected }))
  const config: Record<string, string> = { [kind]: fence[kind] ?? '' }
  for (const [option, owner] of Object.entries(optionsOf)) {
    const value = fence[option as keyof TailFence]
    if (typeof value !== 'string') continue
    if (owner !== kind)
      return wrong(source.keyPlace([option]), message('runbook.tail-option', { option, owner }))
    config[option] = value
  }
  const { id } = fence
  if (id !== undefined && names.has(id))
    return wrong(source.valuePlace(['id']), message('runbook.tail-duplicate-id', { id }))
  const patterns = readPatterns(fence, source)
  if ('problem' in patterns) return patterns
  const metrics = readMetrics(fence.metrics ?? [], patterns.found, source)
  if ('problem' in metrics) return metrics
  const title = fence.title ?? fence[kind] ?? ''
  return {
    tail: {
      id: names.claim(id ?? (headingSlug(title) || 'tail')),
      title,
      kind,
      config,
      ...(fence.on === undefined ? {} : { on: fence.on }),
      backSeconds: (parseDuration(fence.since ?? defaultBack) ?? 0) / 1000,
      patterns: patterns.found,
      ...(metrics.found.length === 0 ? {} : { metrics: metrics.found }),
      line: source.keyPlace([kind]).line,
    },
  }
}

/** One source that somebody adds by hand, by the rules of the fence. */
export function readAddedTail(
  {
    kind,
    source,
    on,
    title,
  }: { kind: TailKind; source: string; on?: string | undefined; title?: string | undefined },
  takenIds: readonly string[],
): Result<AddedTail> {
  const names = new NameRegister()
  for (const id of takenIds) names.claim(id)
  const parsed = tailFenceSchema.safeParse({ [kind]: source, on, title })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const values = { path: issue?.path.map(String).join('.') ?? '', problem: issue?.message ?? '' }
    return failure('bad-input', message('tail.bad-source', values))
  }
  const shown = title ?? source
  return ok({
    id: names.claim(headingSlug(shown) || 'tail'),
    title: shown,
    kind,
    config: { [kind]: source },
    ...(on === undefined ? {} : { on }),
    backSeconds: (parseDuration(defaultBack) ?? 0) / 1000,
  })
}

function readPatterns(
  { patterns = [] }: TailFence,
  source: YamlSource,
): { found: LogPattern[] } | { problem: Problem } {
  const names = new NameRegister()
  const found: LogPattern[] = []
  for (const [index, written] of patterns.entries()) {
    const { match, critical = false } = written
    const at = ['patterns', index]
    const compiled = compilePattern(match)
    if (!compiled.ok) return wrong(source.valuePlace([...at, 'match']), compiled.failure)
    if (written.id !== undefined && names.has(written.id)) {
      const place = source.valuePlace([...at, 'id'])
      return wrong(place, message('runbook.tail-duplicate-id', { id: written.id }))
    }
    const title = written.title ?? match
    const id = names.claim(written.id ?? (headingSlug(title) || 'pattern'))
    const alert = written.alert ?? (critical ? {} : undefined)
    found.push({
      id,
      title,
      match,
      critical,
      ...(alert === undefined
        ? {}
        : {
            alert: {
              count: alert.count ?? 1,
              windowSeconds: (parseDuration(alert.window ?? defaultAlertWindow) ?? 0) / 1000,
            },
          }),
    })
  }
  return { found }
}

function readMetrics(
  metrics: NonNullable<TailFence['metrics']>,
  patterns: readonly LogPattern[],
  source: YamlSource,
): { found: LogMetric[] } | { problem: Problem } {
  const names = new NameRegister()
  const tests = patternTests(patterns)
  const found: LogMetric[] = []
  for (const [index, { query, ...written }] of metrics.entries()) {
    const at = ['metrics', index]
    const parsed = parseMetric(query, tests)
    if (!parsed.ok) {
      const place = source.textPlace([...at, 'query'], query, parsed.failure.offset)
      return wrong(place, parsed.failure.message)
    }
    if (written.id !== undefined && names.has(written.id)) {
      const place = source.valuePlace([...at, 'id'])
      return wrong(place, message('runbook.tail-duplicate-id', { id: written.id }))
    }
    const title = written.title ?? query
    const isRate = parsed.value.kind === 'number' && parsed.value.term.aggregate.kind === 'rate'
    const unit = written.unit ?? (isRate ? '/min' : undefined)
    found.push({
      id: names.claim(written.id ?? (headingSlug(title) || 'metric')),
      title,
      query,
      windowSeconds: (parseDuration(written.window ?? defaultWindow) ?? 0) / 1000,
      everySeconds: (parseDuration(written.every ?? defaultEvery) ?? 0) / 1000,
      ...(unit === undefined ? {} : { unit }),
    })
  }
  return { found }
}

/** Checks of logs whose tail, pattern or metric is not in the runbook. */
export function logCheckProblems(
  checks: readonly CheckSpec[],
  tails: readonly TailSpec[],
): Problem[] {
  return checks.flatMap(({ kind, config, expect, line, column }): Problem[] => {
    if (kind !== 'log') return []
    const place = { line, column }
    const wanted = wordOf(config['tail'])
    const tail = tails.find(({ id }) => id === wanted)
    if (!tail) {
      const ids = tails.map(({ id }) => id)
      return [error(place, message('runbook.log-no-tail', { tail: wanted }), ids, wanted)]
    }
    if (config['pii'] === true) return []
    const metric = wordOf(config['metric'])
    if (metric !== '') {
      const known = (tail.metrics ?? []).map(({ id }) => id)
      if (!known.includes(metric)) {
        const text = message('runbook.log-no-metric', { tail: wanted, metric })
        return [error(place, text, known, metric)]
      }
      // What is good is the author's to say: a number alone is neither.
      return expect === undefined
        ? [error(place, message('runbook.log-metric-expect', { metric }))]
        : []
    }
    const pattern = wordOf(config['pattern'])
    const ids = tail.patterns.map(({ id }) => id)
    if (ids.includes(pattern)) return []
    const text = message('runbook.log-no-pattern', { tail: wanted, pattern })
    return [error(place, text, ids, pattern)]
  })
}

const wordOf = (value: Json | undefined) => (typeof value === 'string' ? value : '')

function error(
  place: Place,
  text: Problem['message'],
  known: readonly string[] = [],
  written = '',
): Problem {
  const suggestion = nearestWord(written, [...known])
  return {
    severity: 'error',
    line: place.line,
    column: place.column,
    message: text,
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

const wrong = (place: Place, text: Problem['message']) => ({ problem: error(place, text) })

const keysAt = ([list, , part]: readonly PropertyKey[]) => {
  if (list === undefined) return Object.keys(tailFenceSchema.shape)
  if (part === 'alert') return Object.keys(alertSchema.shape)
  return Object.keys((list === 'metrics' ? metricSchema : patternSchema).shape)
}
