import type { Json, Measurement } from '../../shared/model/check.ts'
import { wordsOf } from './classify-error.ts'
import { filledIn } from './config-fields.ts'
import { maskUrl } from './mask-url.ts'
import type { ProbeContext } from './probe.ts'
import { measureOverRedis } from './redis-client.ts'
import { infoFacts } from './redis-info.ts'
import { keyFacts } from './redis-keys.ts'
import type { RedisConfig } from './redis.ts'
import { through } from './via.ts'

export function describeRedis(config: RedisConfig) {
  const scan = config.keys === undefined ? [] : [`SCAN MATCH ${config.keys}, PTTL`]
  const asked = config.command ? [config.command.join(' ')] : []
  return {
    target: through(config.on ?? maskUrl(config.url ?? ''), config.via),
    command: ['PING, INFO, DBSIZE', ...scan, ...asked].join('\n'),
    danger: 'read' as const,
  }
}

export function measureRedis(config: RedisConfig, context: ProbeContext): Promise<Measurement> {
  return measureOverRedis(config, describeRedis(config), context, async (session, attempt) => {
    Object.assign(attempt.facts, infoFacts(await session.askUnlessRefused(['INFO'])))
    const keys = await session.askUnlessRefused(['DBSIZE'])
    if (typeof keys === 'number') attempt.facts.keys = keys
    if (config.keys !== undefined) {
      const budget = filledIn(config.budget)
      Object.assign(attempt.facts, await keyFacts(session, config.keys, budget, attempt))
    }
    if (config.command) attempt.facts.value = toJson(await session.ask(config.command))
    return {}
  })
}

function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (Buffer.isBuffer(value)) return value.toString('utf8')
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value
  }
  return wordsOf(value)
}
