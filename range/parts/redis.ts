import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Part } from './part.ts'
import { createTemporaryFolder, onFreePort, startServer } from './process.ts'
import { findProgram } from './programs.ts'
import { startRestartable, type Restartable } from './restartable.ts'

export interface RedisPart extends Part, Restartable {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly password?: string
  /** Ours alone, removed at the end. */
  readonly folder: string
  output(): string
  stop(): Promise<void>
}

export interface RedisOptions {
  /** None: clients need no AUTH. */
  password?: string
  /** A fixed port, to bring a stopped server back where it was. */
  port?: number
  /** Lines of redis.conf: `{ maxmemory: '64mb' }`. */
  settings?: Record<string, string>
}

/** A real Redis of this machine on a free loopback port, in memory only. Throws MissingProgram. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisPart> {
  const program = findProgram('redis-server')
  await using opened = new AsyncDisposableStack()
  const temporary = opened.use(await createTemporaryFolder('warroom-redis'))
  const folder = temporary.path
  const host = '127.0.0.1'

  const start = async (port: number) => {
    const settings: Record<string, string> = {
      port: String(port),
      bind: host,
      dir: folder,
      save: '""',
      appendonly: 'no',
      daemonize: 'no',
      ...(options.password === undefined ? {} : { requirepass: JSON.stringify(options.password) }),
      ...options.settings,
    }
    // In a file, not on the command line: every user of this machine can read the latter.
    const file = join(folder, 'redis.conf')
    const lines = Object.entries(settings).map(([key, value]) => `${key} ${value}\n`)
    await writeFile(file, lines.join(''), { mode: 0o600 })
    const server = await startRestartable(() =>
      startServer({
        command: program,
        args: [file],
        readyWhen: /ready to accept connections/i,
        folder: temporary,
      }),
    )
    return { server, port }
  }
  const { server, port } = await (options.port === undefined
    ? onFreePort(start)
    : start(options.port))
  opened.use(server)

  const owned = opened.move()
  const stop = () => owned.disposeAsync()
  const credentials =
    options.password === undefined ? '' : `:${encodeURIComponent(options.password)}@`
  return {
    name: 'redis',
    url: `redis://${credentials}${host}:${port}`,
    host,
    port,
    password: options.password,
    folder,
    output: () => server.output(),
    ended: server.ended,
    setDown: (down) => server.setDown(down),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
