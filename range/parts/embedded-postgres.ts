import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

import type { Part } from './part.ts'
import type { Restartable } from './restartable.ts'

export interface EmbeddedPostgresPart extends Part, Restartable {
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
  const serve = async (at: number) => {
    const started = new PGLiteSocketServer({ db, host, port: at, maxConnections: 50 })
    await started.start()
    return started
  }
  let server: PGLiteSocketServer | undefined = await serve(0)
  const port = Number(server.getServerConn().split(':').at(-1))
  opened.defer(() => server?.stop())
  const owned = opened.move()
  return {
    name: 'postgres',
    url: `postgres://postgres:embedded@${host}:${port}/postgres`,
    host,
    port,
    user: 'postgres',
    password: 'embedded',
    database: 'postgres',
    async setDown(down) {
      if (!down) server ??= await serve(port)
      else if (server) {
        const leaving = server
        server = undefined
        await leaving.stop()
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
