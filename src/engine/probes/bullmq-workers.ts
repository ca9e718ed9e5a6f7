import type { Facts } from '../../shared/model/check.ts'
import { numberOf, textOf } from './redis-answers.ts'
import type { RedisSession } from './redis-client.ts'

/** A list of more clients than this would be long to write for the server and to read for us. */
const maxClients = 2000

export interface NamedClient {
  name: string
  idleS: number
}

/** Clients by name; undefined where they may not be seen, or are too many. */
export async function namedClients(session: RedisSession): Promise<NamedClient[] | undefined> {
  const info = textOf(await session.askUnlessRefused(['INFO', 'clients']))
  const connected = numberOf(/^connected_clients:(\d+)/m.exec(info ?? '')?.[1])
  if (connected === undefined || connected > maxClients) return undefined
  const list = textOf(await session.askUnlessRefused(['CLIENT', 'LIST']))
  return list === undefined ? undefined : parseClients(list)
}

export function parseClients(list: string): NamedClient[] {
  return list.split(/\r?\n/).flatMap((line) => {
    const name = / name=(\S+)/.exec(line)?.[1]
    return name === undefined ? [] : [{ name, idleS: numberOf(/ idle=(\d+)/.exec(line)?.[1]) ?? 0 }]
  })
}

/**
 * BullMQ names a worker's connection after its queue: `bull:` and the queue's name in Base64, from
 * version 5 on with `:w:` and the worker's own name. Its listeners to events end in `:qe`.
 */
export function workerFacts(queueKey: string, clients: readonly NamedClient[]): Facts {
  const colon = queueKey.lastIndexOf(':')
  const encoded = Buffer.from(queueKey.slice(colon + 1)).toString('base64')
  const plain = `${queueKey.slice(0, colon)}:${encoded}`
  const workers = clients.filter(({ name }) => name === plain || name.startsWith(`${plain}:w:`))
  return {
    workers: workers.length,
    ...(workers.length === 0
      ? {}
      : { worker_idle_s: Math.min(...workers.map(({ idleS }) => idleS)) }),
  }
}
