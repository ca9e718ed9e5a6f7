import { message, type Message } from '../src/shared/messages/message.ts'
import { detailOf } from './part-state.ts'
import { startEmbeddedPostgres } from './parts/embedded-postgres.ts'
import type { startPostgres } from './parts/postgres.ts'
import { createSeedTables } from './stand-ins/seed-data.ts'

/** This machine's PostgreSQL, else the embedded one; with the tables of MedQuiz in it. */
export async function startDatabase(start: typeof startPostgres) {
  await using opened = new AsyncDisposableStack()
  let note: Message | undefined
  const part = opened.use(
    await start().catch((error: unknown) => {
      note = message('range.embedded-postgres', { detail: detailOf(error) })
      return startEmbeddedPostgres()
    }),
  )
  await createSeedTables(part.url)
  opened.move()
  return { part, note }
}
