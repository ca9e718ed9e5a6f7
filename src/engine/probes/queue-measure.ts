import type { Facts, Measurement } from '../../shared/model/check.ts'
import { allQueuesFacts } from './bullmq-discover.ts'
import { bullmqFacts } from './bullmq-read.ts'
import { filledIn } from './config-fields.ts'
import { maskUrl } from './mask-url.ts'
import { measurePostgres } from './postgres-measure.ts'
import type { ProbeContext } from './probe.ts'
import { listFacts, streamFacts } from './queue-plain.ts'
import { queryRowFacts } from './queue-query.ts'
import type { QueueConfig } from './queue.ts'
import { measureOverRedis, type RedisSession } from './redis-client.ts'
import { through } from './via.ts'

export function describeQueue(config: QueueConfig) {
  const place = config.postgres ?? config.on ?? maskUrl(config.url ?? '')
  return { target: through(place, config.via), command: commandOf(config), danger: 'read' as const }
}

function commandOf({ list, stream, query, name, prefix }: QueueConfig): string {
  if (query !== undefined) return query
  if (list !== undefined) return `TYPE, LLEN ${list}`
  if (stream !== undefined) return `TYPE, XLEN, XINFO GROUPS, XPENDING ${stream}`
  const key = `${prefix}:${name ?? '*'}`
  return name === undefined
    ? `SCAN MATCH ${key}:meta, then LLEN, ZCARD, HGET of each`
    : `TYPE, LLEN, ZCARD, HGET, XREVRANGE ${key}:…`
}

export function measureQueue(config: QueueConfig, context: ProbeContext): Promise<Measurement> {
  if (config.postgres !== undefined) return measureByQuery(config, context)
  return measureOverRedis(config, describeQueue(config), context, async (session, attempt) => {
    Object.assign(attempt.facts, await read(config, session))
    return { commands: session.asked() }
  })
}

function read(config: QueueConfig, session: RedisSession): Promise<Facts> {
  if (config.list !== undefined) return listFacts(session, config.list)
  if (config.stream !== undefined) return streamFacts(session, config.stream, config.group)
  if (config.name === undefined) return allQueuesFacts(session, config.prefix)
  return bullmqFacts(session, `${config.prefix}:${config.name}`, filledIn(config.window))
}

/** A queue in tables: the database’s own facts are those of the postgres probe. */
async function measureByQuery(config: QueueConfig, context: ProbeContext): Promise<Measurement> {
  const { postgres: on, query, via } = config
  const measurement = await measurePostgres({ on, query, via }, context)
  if (measurement.kind === 'unmeasurable') return measurement
  return { ...measurement, facts: queryRowFacts(measurement.facts) }
}
