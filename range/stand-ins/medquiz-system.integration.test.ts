import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'

import { startPostgres } from '../parts/postgres.ts'
import { createTemporaryFolder } from '../parts/process.ts'
import { createCertificates } from './certificates.ts'
import { makeMedQuizBackup } from './medquiz-backup.ts'
import { openMedQuizSystem } from './medquiz-system.ts'
import { createSeedTables } from './seed-data.ts'

async function temporaryFolder(): Promise<string> {
  const folder = await createTemporaryFolder('warroom-test')
  onTestFinished(() => folder[Symbol.asyncDispose]())
  return folder.path
}

test('MedQuiz stands where no backup of it can be made, and says why there is none', async () => {
  const folder = await temporaryFolder()
  const served: string[] = []
  const problems: unknown[] = []
  await using medquiz = await openMedQuizSystem({
    folder,
    logFile: join(folder, 'medquiz.log'),
    postgresUrl: undefined,
    serverUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    metricsToken: 'token',
    certificates: await createCertificates({ days: 1 }),
    onServed: (name) => served.push(name),
    onNoBackup: (error) => problems.push(error),
  })
  expect(served).toEqual(['medquiz', 'site'])
  expect(medquiz.backup).toBeUndefined()
  expect(problems).toEqual([
    expect.objectContaining({ message: expect.stringMatching(/127.0.0.1/) }),
  ])
  expect((await fetch(`${medquiz.services.medquiz.url}/v1/health/live`)).status).toBe(200)
})

test('a table that somebody holds fails the restore in time, and what is in it stays', async () => {
  await using postgres = await startPostgres()
  await createSeedTables(postgres.url)
  const given = new AbortController()
  given.abort(new Error('given up'))
  await expect(
    makeMedQuizBackup(await temporaryFolder(), postgres.url, { signal: given.signal }),
  ).rejects.toThrow('abort')
  const backup = await makeMedQuizBackup(await temporaryFolder(), postgres.url, {
    lockTimeout: '200ms',
  })
  expect(await readFile(backup.file, 'utf8')).toContain('CREATE TABLE public.notifications')

  const holder = new Client({ connectionString: postgres.url })
  await holder.connect()
  try {
    await holder.query('BEGIN; DELETE FROM notifications; COMMIT; BEGIN; TABLE notifications')
    await expect(backup.restore()).rejects.toThrow('lock timeout')
    await holder.query('COMMIT')
    const left = await holder.query('TABLE notifications')
    expect(left.rowCount).toBe(0)
    await backup.restore()
    expect((await holder.query('TABLE notifications')).rowCount).toBeGreaterThan(0)
  } finally {
    await holder.end()
  }
})
