import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'

import { Client } from 'pg'

import { startPostgres } from '../../../range/parts/postgres.ts'
import { findPostgresFolder } from '../../../range/parts/programs.ts'
import { startRedis } from '../../../range/parts/redis.ts'
import { createContainerHost } from '../../../range/stand-ins/programs/container-host.ts'
import { createFly, type FlyApp } from '../../../range/stand-ins/programs/fly.ts'
import { startPrograms } from '../../../range/stand-ins/programs/programs.ts'
import { createSystemctl, type Unit } from '../../../range/stand-ins/programs/systemctl.ts'
import { startService, type Handler } from '../../../range/stand-ins/service.ts'
import { temporaryFolder } from '../store/temporary-store.fixture.ts'

/** The last good version, and the one that is to be led back from. */
export const good = '2.0'
export const bad = '2.1'

/**
 * What all systems of the range stand on: PostgreSQL and Redis, a host's containers and units, Fly; and
 * the PATH on which their programs are found.
 */
export async function openGround() {
  await using opened = new AsyncDisposableStack()
  const { dir } = opened.use(temporaryFolder())
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  opened.use(postgres)
  opened.use(redis)
  const containers = opened.use(createContainerHost())
  const units = new Map<string, Unit>()
  const apps = new Map<string, FlyApp>()
  const programs = opened.use(
    await startPrograms(
      {
        docker: (call) => containers.docker(call),
        systemctl: createSystemctl(units),
        fly: createFly(apps),
      },
      ['IMAGE_TAG'],
    ),
  )
  let systems = 0
  const owned = opened.move()
  return {
    containers,
    units,
    apps,
    /** Stand-ins first, and PostgreSQL's own programs of the server's version. */
    path: [programs.folder, findPostgresFolder(), process.env['PATH'] ?? ''].join(delimiter),

    /** A folder, a database and a Redis of its own for one system. */
    async plot() {
      const number = ++systems
      const name = `system_${number}`
      const folder = join(dir, name)
      mkdirSync(folder)
      await sql(postgres.url, `CREATE DATABASE ${name}`)
      const databaseUrl = new URL(postgres.url)
      databaseUrl.pathname = `/${name}`
      const redisUrl = new URL(redis.url)
      redisUrl.pathname = `/${number}`
      const url = databaseUrl.href
      writeFileSync(join(folder, 'database-url'), url)
      return {
        name,
        folder,
        databaseUrl: url,
        redisUrl: redisUrl.href,
        secrets: { url: { file: join(folder, 'database-url') } },
        at: (file: string) => join(folder, file),
        write(file: string, text: string, mode = 0o644) {
          mkdirSync(join(folder, file, '..'), { recursive: true })
          writeFileSync(join(folder, file), text, { mode })
        },
        sql: (text: string) => sql(url, text),
        /** A backup as it is now, with its checksum beside it. */
        backUp(file: string): string {
          const path = join(folder, file)
          const pgDump = join(findPostgresFolder(), 'pg_dump')
          execFileSync(pgDump, [url, '--clean', '--if-exists', '-f', path])
          const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex')
          writeFileSync(`${path}.sha256`, `${sha256}  ${path}\n`)
          return path
        },
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
export type Ground = Awaited<ReturnType<typeof openGround>>
export type Plot = Awaited<ReturnType<Ground['plot']>>

/** The first column of what the last statement answers. */
async function sql(url: string, text: string): Promise<unknown[]> {
  const client = new Client(url)
  await client.connect()
  try {
    const answers = [await client.query({ text, rowMode: 'array' })].flat()
    return (answers.at(-1)?.rows ?? []).map(([first]: unknown[]) => first)
  } finally {
    await client.end()
  }
}

/** A place where one service after the other is served, at one address. */
export async function openPlace() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    async serve(name: string, handler: Handler) {
      const service = await startService({ name, handler, preferredPort: port })
      if (service.port === port) return service
      await service[Symbol.asyncDispose]()
      throw new Error(`the place of ${name} was taken`)
    },
    /** The version in service, as it says itself; undefined where none answers. */
    async version(): Promise<string | undefined> {
      const answer = await fetch(`${url}/version`).catch(() => undefined)
      const said: unknown = answer?.ok ? await answer.json() : undefined
      return typeof said === 'object' && said && 'version' in said
        ? String(said.version)
        : undefined
    },
  }
}
export type Place = Awaited<ReturnType<typeof openPlace>>
