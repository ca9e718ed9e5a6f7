import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import type { ReadinessStatus } from '../../shared/model/readiness.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext, Engine } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const folder = temporaryFolder()
const at = (name: string) => join(folder.dir, name)
const write = (name: string, text: string) => {
  mkdirSync(dirname(at(name)), { recursive: true })
  writeFileSync(at(name), text)
}
const git = (...words: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-C', at('repo'), ...words],
    { encoding: 'utf8' },
  ).trim()
const commit = (message: string) => {
  git('add', '-A')
  git('commit', '-qm', message)
  return git('rev-parse', 'HEAD')
}
const soon = { timeout: 20_000, interval: 20 }
const idle: CallContext = { signal: new AbortController().signal }
const asked: string[] = []
const switchServer = createServer((request, response) => {
  asked.push(`${request.method} ${request.headers.authorization ?? ''}`)
  response.writeHead(405).end()
})
let engine: Engine
let head = ''

const runbook = (more: string) => `---
readiness:
  repository: { folder: "\${dir}/repo" }
${more}
---
# Go

- [ ] It answers {#ready}

\`\`\`yaml contacts
- { name: Ada, level: L1, reach: "+33 1 00 00 00 00" }
- { name: Bob, level: L2 }
\`\`\`

\`\`\`yaml rollback
id: code
title: Back to the last commit
budget: 5m
safe-state: Nothing is served.
steps:
  - id: out
    title: Check the last good commit out
    why: It worked.
    git: { folder: "\${dir}/repo", commit: "\${release.last_good}" }
    verify:
      - { command: { run: "git rev-parse HEAD", cwd: "\${dir}/repo" } }
  - id: switch
    title: Switch traffic
    why: It worked.
    traffic: { url: "\${endpoints.switch}/pool", method: POST, headers: { authorization: "Bearer of-the-switch" } }
    verify:
      - { command: { run: "git rev-parse HEAD", cwd: "\${dir}/repo" } }
  - id: tidy
    title: Tidy up
    why: Nothing is left.
    command: { run: "MORE" }
    unverified: Nothing to see.
done:
  - { command: { run: "git rev-parse HEAD", cwd: "\${dir}/repo" } }
\`\`\`

\`\`\`yaml gate
title: Go-live
approvers: [Ops lead]
criteria:
  - item: ready
\`\`\`
`

async function openRun(text: string, lastGood = 'v4.1') {
  write('go.md', text)
  const opened = await engine.service.handlers['runbook.open']({ path: at('go.md') }, idle)
  const created = await engine.service.handlers['run.create'](
    {
      runbookHash: valueOf(opened).hash,
      profile: 'here',
      title: 'Go',
      release: { version: '4.2', commit: head, lastGood },
      people: [{ name: 'Grace', role: 'ops lead' }],
    },
    idle,
  )
  const { runId } = valueOf(created)
  const lines = () => {
    const source = valueOf(engine.service.sources.readiness({ runId }))
    return new Map(source.entries())
  }
  const line = (id: string): ReadinessStatus => {
    const found = lines().get(id)
    if (!found) throw new Error(`there is no line ${id}`)
    return found
  }
  const check = () => engine.service.handlers['readiness.check']({ runId }, idle)
  return { runId, lines, line, check }
}

beforeAll(async () => {
  mkdirSync(at('repo'))
  git('init', '-q')
  write('repo/db/0001_init.sql', 'CREATE TABLE orders (id bigserial PRIMARY KEY);\n')
  commit('init')
  git('tag', 'v4.1')
  write('repo/db/0002_état.sql', "ALTER TABLE orders ADD COLUMN état text DEFAULT 'é';\n")
  write('repo/db/0003_tidy.sql', '\n-- Tidy\nALTER TABLE orders DROP COLUMN état;\n')
  write('repo/db/0003_tidy.down.sql', 'DROP TABLE orders;\n')
  head = commit('new')
  await new Promise<void>((resolve) => switchServer.listen(0, '127.0.0.1', resolve))
  const { port } = switchServer.address() as AddressInfo
  write(
    'data/profiles/here.yaml',
    `name: here\nenvironment: staging\nvariables: { dir: ${folder.dir} }\nendpoints: { switch: "http://127.0.0.1:${port}" }\n`,
  )
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  engine = valueOf(await createEngine({ dataDir: at('data'), host }))
})

afterAll(async () => {
  await engine.dispose()
  switchServer.close()
  folder[Symbol.dispose]()
})

test('each line is looked at, with its evidence, and none is declared', async () => {
  const run = await openRun(
    runbook('  migrations: { folder: db }').replace('MORE', 'no-such-program-here --now'),
  )
  expect([...run.lines().values()].every(({ state }) => state === 'unknown')).toBe(true)
  const before = git('status', '--porcelain', '--branch')
  valueOf(await run.check())

  const seen = Object.fromEntries([...run.lines()].map(([id, { state }]) => [id, state]))
  expect(seen).toEqual({
    plan: 'ready',
    'last-good': 'ready',
    artefact: 'ready',
    migrations: 'not-ready',
    backup: 'unknown',
    'commands:code': 'not-ready',
    traffic: 'ready',
    contacts: 'not-ready',
    'rehearsal:code': 'not-ready',
    deciders: 'ready',
  })
  expect(run.line('migrations')).toMatchObject({
    reason: {
      id: 'readiness.migrations.irreversible',
      values: { total: 2, additive: 1, reversible: 0, irreversible: 1 },
    },
  })
  expect(run.line('migrations').parts.map(({ text }) => text.values)).toEqual([
    { path: 'db/0003_tidy.sql', line: 3, text: 'ALTER TABLE orders DROP COLUMN état' },
    { path: 'db/0002_état.sql' },
  ])
  expect(run.line('commands:code').reason).toMatchObject({
    id: 'readiness.part.no-program',
    values: { what: 'no-such-program-here' },
  })
  expect(run.line('contacts').reason.values).toEqual({ count: 1, names: 'L2 Bob' })
  expect(run.line('deciders').reason.values).toEqual({ names: 'Grace (ops lead)' })
  // Nothing was switched or checked out, and no secret was sent to the switch.
  expect(asked).toEqual(['HEAD '])
  expect(git('status', '--porcelain', '--branch')).toBe(before)

  for (const { evidenceHash = '' } of run.lines().values()) {
    const evidence = valueOf(
      await engine.service.handlers['evidence.get']({ hash: evidenceHash }, idle),
    )
    expect(evidence.judgement.reason.id).toMatch(/^readiness\./)
  }
  const verified = valueOf(await engine.service.handlers['run.verify']({ runId: run.runId }, idle))
  expect(verified).toMatchObject({ valid: true })
  const exported = valueOf(await engine.service.handlers['run.export']({ runId: run.runId }, idle))
  expect(exported.base64.length).toBeGreaterThan(0)
  const report = valueOf(
    await engine.service.handlers['run.report'](
      { runId: run.runId, format: 'markdown', locale: 'fr' },
      idle,
    ),
  )
  expect(report.text).toContain('5 points prêts, 4 pas prêts, 1 inconnu')
})

test('a last good version that git does not know is not there, and its migrations are unknown', async () => {
  const run = await openRun(
    runbook('  migrations: { folder: db }').replace('MORE', 'git status'),
    'v3.9',
  )
  valueOf(await run.check())
  expect(run.line('artefact')).toMatchObject({
    state: 'not-ready',
    reason: { id: 'readiness.part.gone', values: { what: 'v3.9' } },
  })
  expect(run.line('migrations')).toMatchObject({
    state: 'unknown',
    reason: { id: 'readiness.migrations.no-old' },
  })
  expect(run.line('commands:code').state).toBe('ready')
})

test('migrations by their names; a release without its tag’s v; what is declared to be none', async () => {
  const since = '  migrations: { folder: db, since: 0002_état.sql }\n  backup: none'
  const byName = await openRun(runbook(since).replace('MORE', 'git status'))
  valueOf(await byName.check())
  expect(byName.line('migrations').reason.values).toMatchObject({ total: 1, irreversible: 1 })
  expect(byName.line('backup').state).toBe('not-applicable')

  const wrong = '  migrations: { folder: db, since: "0009" }'
  const unknown = await openRun(runbook(wrong).replace('MORE', 'git status'), '4.1')
  valueOf(await unknown.check())
  expect(unknown.line('migrations')).toMatchObject({
    state: 'unknown',
    reason: { id: 'readiness.migrations.no-name' },
  })

  const byGit = await openRun(
    runbook('  migrations: { folder: db }').replace('MORE', 'git status'),
    '4.1',
  )
  valueOf(await byGit.check())
  expect(byGit.line('migrations').reason.values).toMatchObject({ total: 2 })
})

test('a backup: there, whole, fresh, and never restored is not ready', async () => {
  const backup = '  migrations: none\n  backup: { file: "${dir}/all.sql", max-age: 2h }'
  const run = await openRun(runbook(backup).replace('MORE', 'git status'))
  const reason = async () => {
    valueOf(await run.check())
    const { state, reason: said } = run.line('backup')
    return [state, said.id]
  }
  expect(await reason()).toEqual(['not-ready', 'readiness.backup.gone'])
  write('all.sql', 'CREATE TABLE a (id int);\n')
  expect(await reason()).toEqual(['not-ready', 'readiness.backup.no-sum'])
  write('all.sql.sha256', `${'0'.repeat(64)}  all.sql\n`)
  expect(await reason()).toEqual(['not-ready', 'readiness.backup.sum-bad'])
  const sum = createHash('sha256').update('CREATE TABLE a (id int);\n').digest('hex')
  write('all.sql.sha256', `${sum}  all.sql\n`)
  expect(await reason()).toEqual(['not-ready', 'readiness.backup.never-restored'])
  const old = Date.now() / 1000 - 3 * 3600
  utimesSync(at('all.sql'), old, old)
  expect(await reason()).toEqual(['not-ready', 'readiness.backup.old'])
})

test('a variable that nobody set is named before the night', async () => {
  const run = await openRun(
    runbook('  migrations: none').replace('"MORE"', '"true ${not_set_by_anybody}"'),
  )
  valueOf(await run.check())
  expect(run.line('commands:code')).toMatchObject({
    state: 'not-ready',
    reason: { id: 'readiness.commands.unresolved', values: { step: 'Tidy up' } },
  })
})

test('two checks at once are one; another runbook makes what was good unknown', async () => {
  const text = runbook('  migrations: none').replace('MORE', 'git status')
  const run = await openRun(text)
  const [one, other] = await Promise.all([run.check(), run.check()])
  expect(one.ok).toBe(true)
  expect(other).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  write('go.md', text.replace('# Go', '# Go now'))
  const opened = valueOf(await engine.service.handlers['runbook.open']({ path: at('go.md') }, idle))
  const adopted = await engine.service.handlers['runbook.adopt'](
    { runId: run.runId, toHash: opened.hash },
    idle,
  )
  valueOf(adopted)
  expect(run.line('plan')).toMatchObject({ state: 'unknown', reason: { id: 'readiness.changed' } })
  expect(run.line('contacts').state).toBe('not-ready')
})

test('a gate reads it: NO-GO while a line is not ready, GO once all that it asks for are', async () => {
  const text = runbook('  migrations: none\n  backup: none')
    .replace('MORE', 'git status')
    .replace('  - item: ready', '  - readiness: [plan, last-good, artefact, migrations, commands]')
  const verdictOf = (runId: string) => {
    const source = valueOf(engine.service.sources.gates({ runId }))
    const [gate] = [...source.entries()].map(([, status]) => status)
    return gate?.evaluation?.verdict
  }
  const good = await openRun(text)
  const bad = await openRun(text, 'v3.9')
  await vi.waitFor(() => expect(verdictOf(good.runId)).toBe('unknown'), soon)
  valueOf(await good.check())
  valueOf(await bad.check())
  await vi.waitFor(() => expect(verdictOf(good.runId)).toBe('go'), soon)
  await vi.waitFor(() => expect(verdictOf(bad.runId)).toBe('no-go'), soon)
  const verified = valueOf(await engine.service.handlers['run.verify']({ runId: bad.runId }, idle))
  expect(verified).toMatchObject({ valid: true })
})
