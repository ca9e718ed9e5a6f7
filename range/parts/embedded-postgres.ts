import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

import type { Part } from './part.ts'

export interface EmbeddedPostgresPart extends Part {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly user: string
  /** Any will do: it checks none. */
  readonly password: string
  readonly database: string
}

/** PostgreSQL in this process, in memory, for a machine that has none: see docs/adr. */
export async function startEmbeddedPostgres(): Promise<EmbeddedPostgresPart> {
  await using opened = new AsyncDisposableStack()
  const db = opened.adopt(await PGlite.create({ extensions: { vector } }), (it) => it.close())
  await db.exec('CREATE EXTENSION vector')
  const host = '127.0.0.1'
  const server = opened.adopt(
    new PGLiteSocketServer({ db, host, port: 0, maxConnections: 50 }),
    (it) => it.stop(),
  )
  await server.start()
  const port = Number(server.getServerConn().split(':').at(-1))
  const owned = opened.move()
  return {
    name: 'postgres',
    url: `postgres://postgres:embedded@${host}:${port}/postgres`,
    host,
    port,
    user: 'postgres',
    password: 'embedded',
    database: 'postgres',
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
