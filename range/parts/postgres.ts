import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { ordinaryAccount } from './account.ts'
import type { Part } from './part.ts'
import { createTemporaryFolder, onFreePort, startServer } from './process.ts'
import { findPostgresFolder } from './programs.ts'
import { startRestartable, type Restartable } from './restartable.ts'

const run = promisify(execFile)

export interface PostgresPart extends Part, Restartable {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  /** Ours alone, removed at the end. */
  readonly folder: string
  output(): string
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Superuser. Default `warroom`. */
  user?: string
  /** A fixed port, to bring a stopped server back where it was. */
  port?: number
  /** Lines of postgresql.conf: `{ max_connections: '20' }`. */
  settings?: Record<string, string>
}

/** For speed: this data is thrown away, and no power cut can hurt it. */
const throwawaySettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '50',
  shared_buffers: '16MB',
  lc_messages: 'C',
  timezone: 'UTC',
}

/**
 * A real PostgreSQL of this machine on a free loopback port, with password authentication. Throws
 * MissingProgram.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresPart> {
  const programs = findPostgresFolder()
  await using opened = new AsyncDisposableStack()
  // initdb and postgres refuse root.
  const account = await ordinaryAccount(['postgres', 'nobody'])
  const temporary = opened.use(await createTemporaryFolder('warroom-postgres', { account }))
  const folder = temporary.path
  const user = options.user ?? 'warroom'
  const password = randomBytes(18).toString('base64url')
  const database = 'postgres'
  const host = '127.0.0.1'
  const data = join(folder, 'data')

  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account) await chown(passwordFile, account.uid, account.gid)
  const cluster = ['--pgdata', data, '--username', user, '--pwfile', passwordFile, '--no-sync']
  const form = ['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C']
  await run(join(programs, 'initdb'), [...cluster, ...form], { ...account, cwd: folder })

  const settings = { ...throwawaySettings, ...options.settings }
  const start = async (port: number) => {
    const all = {
      ...settings,
      port: String(port),
      listen_addresses: host,
      unix_socket_directories: folder,
    }
    const given = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])
    const server = await startRestartable(() =>
      startServer({
        command: join(programs, 'postgres'),
        args: ['-D', data, ...given],
        readyWhen: /database system is ready to accept connections/,
        account,
        folder: temporary,
        // "Fast" shutdown: TERM would wait until every client has gone.
        stopSignal: 'INT',
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
  return {
    name: 'postgres',
    url: `postgres://${user}:${password}@${host}:${port}/${database}`,
    host,
    port,
    user,
    password,
    database,
    folder,
    output: () => server.output(),
    ended: server.ended,
    setDown: (down) => server.setDown(down),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
