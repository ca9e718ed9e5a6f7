import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { expect, vi } from 'vitest'

import { startPostgres } from '../../../range/parts/postgres.ts'
import { findPostgresFolder } from '../../../range/parts/programs.ts'
import type { BackupStatus } from '../../shared/model/readiness.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext, Engine } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

export const soon = { timeout: 20_000, interval: 10 }
export const idle: CallContext = { signal: new AbortController().signal }

/** A real PostgreSQL with a few rows, an engine, and runs whose backups are files. */
export async function openRestoreBench(more = '') {
  await using opening = new AsyncDisposableStack()
  const folder = opening.use(temporaryFolder())
  const at = (name: string) => join(folder.dir, name)
  const path = [findPostgresFolder(), process.env['PATH'] ?? ''].join(delimiter)
  vi.stubEnv('PATH', path)
  opening.defer(() => void vi.unstubAllEnvs())
  const postgres = opening.use(await startPostgres())
  const sql = (text: string, url = postgres.url) =>
    execFileSync('psql', [url, '-XAtc', text], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  sql('CREATE TABLE duels (id int); INSERT INTO duels SELECT generate_series(1, 40)')
  sql(
    'CREATE SCHEMA "odd one"; CREATE TABLE "odd one".t (a text); INSERT INTO "odd one".t VALUES (\'x\')',
  )
  sql("CREATE ROLE guest LOGIN PASSWORD 'of-the-guest'")
  const guest = postgres.url.replace(/\/\/[^@]*@/, '//guest:of-the-guest@')
  mkdirSync(at('data/profiles'), { recursive: true })
  writeFileSync(at('main'), postgres.url)
  writeFileSync(at('guest'), guest)
  writeFileSync(at('other'), postgres.url.replace(/\/[^/?]*(\?|$)/, '/other$1'))
  for (const name of ['here', 'there'])
    writeFileSync(
      at(`data/profiles/${name}.yaml`),
      `name: ${name}
environment: staging
variables: { dir: "${folder.dir}" }
postgres:
  main: { url: "\${secrets.main}" }
  guest: { url: "\${secrets.guest}" }
  other: { url: "\${secrets.other}" }
secrets:
  main: { file: "${at('main')}" }
  guest: { file: "${at('guest')}" }
  other: { file: "${at('other')}" }
${more}`,
    )
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  let engine: Engine | undefined
  const open = async () => {
    engine = valueOf(await createEngine({ dataDir: at('data'), host }))
    return engine
  }
  await open()
  opening.defer(() => engine?.dispose())
  const owned = opening.move()
  const current = () => {
    if (!engine) throw new Error('the engine is closed')
    return engine.service
  }

  const sumOf = (name: string) =>
    createHash('sha256')
      .update(readFileSync(at(name)))
      .digest('hex')
  const sign = (name: string) => writeFileSync(at(`${name}.sha256`), `${sumOf(name)}  ${name}\n`)

  /** A run whose backup is a file, of a database of the profile. */
  const openRun = async (
    file: string,
    { options = '', database = 'main', profile = 'here', plan = false } = {},
  ) => {
    const byPlan = `
\`\`\`yaml rollback
id: data
title: Data back
budget: 5m
safe-state: As it was.
steps:
  - id: put
    title: Put it back
    why: It was good.
    restore: { database: ${database}, file: "\${dir}/${file}"${options} }
    unverified: Nothing to see.
done:
  - { command: { run: 'true' }, id: fine, title: Fine, expect: exit_code == 0 }
\`\`\`
`
    const byAuthor = `---
readiness:
  backup: { file: "\${dir}/${file}", database: ${database}${options} }
---
`
    writeFileSync(
      at('go.md'),
      `${plan ? '' : byAuthor}# Go\n\n- [ ] It answers\n${plan ? byPlan : ''}`,
    )
    const { hash } = valueOf(await current().handlers['runbook.open']({ path: at('go.md') }, idle))
    const release = { version: '2', commit: '', lastGood: '1' }
    const wanted = { runbookHash: hash, profile, title: 'Go', release, people: [] }
    const { runId } = valueOf(await current().handlers['run.create'](wanted, idle))
    return runOf(runId)
  }
  const runOf = (runId: string) => {
    const line = () => valueOf(current().sources.readiness({ runId })).get('backup')
    const backup = (): BackupStatus => {
      const found = line()?.backups?.[0]
      if (!found) throw new Error('there is no backup')
      return found
    }
    const preview = async () => {
      const { backupId } = backup()
      const { handlers } = current()
      return valueOf(await handlers['readiness.restore-preview']({ runId, backupId }, idle))
    }
    const begin = async (words?: string) => {
      const { backupId, token, typed } = await preview()
      const agreed = { token, typed: words ?? typed }
      return current().handlers['readiness.restore']({ runId, backupId, by: 'Ada', agreed }, idle)
    }
    const ended = () =>
      vi.waitFor(() => {
        const { last, restoring } = backup()
        if (!last || restoring) throw new Error('it goes on')
        return last
      }, soon)
    const left = () => line()?.scratches?.map(({ state }) => state)
    /** Restores it, and says what came of it, and what is left. */
    const restore = async () => {
      valueOf(await begin())
      const { outcome, reason } = await ended()
      return { outcome, reason, left: left(), databases: scratches() }
    }
    const looked = (id: string) =>
      vi.waitFor(() => expect(line()?.reason.id).toBe(`readiness.backup.${id}`), soon)
    const check = async () => {
      valueOf(await current().handlers['readiness.check']({ runId }, idle))
      return line()?.reason.id
    }
    const bodies = () =>
      [...valueOf(current().sources.timeline({ runId })).entries()].map(([, event]) => event.body)
    return { runId, line, backup, preview, begin, ended, left, restore, looked, check, bodies }
  }
  const scratches = () => sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'warroom%'")
  return {
    at,
    sql,
    postgres,
    sumOf,
    scratches,
    openRun,
    runOf,
    get service() {
      return current()
    },
    write(name: string, text: string | Uint8Array) {
      writeFileSync(at(name), text)
      sign(name)
    },
    dump(name: string, ...options: string[]) {
      execFileSync('pg_dump', [postgres.url, '-f', at(name), ...options])
      sign(name)
    },
    async close() {
      await engine?.dispose()
      engine = undefined
    },
    open,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

export type RestoreBench = Awaited<ReturnType<typeof openRestoreBench>>
