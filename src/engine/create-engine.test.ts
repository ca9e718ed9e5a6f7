import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { expect, test, vi } from 'vitest'

import type { CallInput, CallName, CallOutput, RunEntry } from '../shared/rpc/contract.ts'
import { createEngine } from './create-engine.ts'
import type { Engine, EngineHost } from './rpc/service.ts'
import { bundleFiles, overlayNameOf } from './runbook/overlay-bundle.ts'

/** An engine on a folder of its own, asked as a window asks it. */
async function openEngine(host: Partial<EngineHost> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'warroom-engine-'))
  const logged: string[] = []
  const opened = await createEngine({
    dataDir,
    host: { log: { error: (text) => void logged.push(text) }, onPower: () => () => {}, ...host },
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  const engine: Engine = opened.value
  const { signal } = new AbortController()
  const attempt = <N extends CallName>(name: N, input: CallInput<N>) =>
    engine.service.handlers[name](input as never, { signal })
  return {
    dataDir,
    logged,
    attempt,
    async ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      const result = await attempt(name, input)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`)
      return result.value
    },
    entries(runId: string): Map<string, RunEntry> {
      const source = engine.service.sources.run({ runId })
      if (!source.ok) throw new Error('there is no such run')
      return new Map(source.value.entries())
    },
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

type Opened = Awaited<ReturnType<typeof openEngine>>

async function startRun(engine: Opened, runbook: string, profile: string) {
  const file = join(engine.dataDir, 'essai.md')
  await writeFile(file, runbook)
  const { hash } = await engine.ask('runbook.open', { path: file })
  await engine.ask('profile.save', { name: 'essai', text: profile })
  return engine.ask('run.create', {
    runbookHash: hash,
    profile: 'essai',
    title: 'Essai',
    release: { version: '2', commit: 'abc', lastGood: '1' },
    people: [],
  })
}

const itemState = (engine: Opened, runId: string, itemId: string) => {
  const entry = engine.entries(runId).get(`item:${itemId}`)
  return entry?.kind === 'item' ? entry.item.state : undefined
}

const secret = 'S3cr3t/valeur+très=longue'
const encoded = Buffer.from(secret).toString('base64')
/** Every form in which the secret could have been kept. */
const forms = [
  secret,
  encoded,
  encoded.replaceAll('=', ''),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64url'),
]

test('bar 18: a secret that a target prints back, raw or encoded, is nowhere in what is kept or shown', async () => {
  await using engine = await openEngine()
  process.env.WARROOM_TEST_SECRET = secret
  const { runId } = await startRun(
    engine,
    `# Essai

- [ ] dit le secret {#says}
  \`\`\`yaml check
  command:
    run: |
      printf '%s\\n' "$\{secrets.jeton}"
      printf '%s' "$\{secrets.jeton}" | base64
      printf '%s\\n' "$\{secrets.jeton}" | sed 's#/#%2F#g; s#+#%2B#g; s#=#%3D#g; s#è#%C3%A8#g'
      printf '%s' "$\{secrets.jeton}" | head -c 12; sleep 0.2; printf '%s\\n' "$\{secrets.jeton}" | tail -c +13
  expect: exit_code == 0
  \`\`\`
`,
    'name: essai\nenvironment: staging\nsecrets:\n  jeton: { env: WARROOM_TEST_SECRET }\n',
  )
  const previews = await engine.ask('check.preview', { runId, itemIds: ['says'] })
  expect(previews).toHaveLength(1)
  const agreed = previews.map(({ token }) => ({ token }))
  await engine.ask('check.start', { runId, itemIds: ['says'], agreed })
  await vi.waitFor(() => expect(itemState(engine, runId, 'says')).toBe('passed'), 20_000)
  await engine.ask('run.note', { runId, text: `noté : ${secret}` })

  const item = engine.entries(runId).get('item:says')
  const evidenceHash = item?.kind === 'item' ? (item.item.results[0]?.evidenceHash ?? '') : ''
  const evidence = await engine.ask('evidence.get', { hash: evidenceHash })
  expect(JSON.stringify(evidence)).toContain('«jeton»')

  const exported = await engine.ask('run.export', { runId })
  const report = await engine.ask('run.report', { runId, format: 'html', locale: 'fr' })
  const kept = readdirSync(engine.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
  const everything = [
    ...kept,
    gunzipSync(Buffer.from(exported.base64, 'base64')).toString('latin1'),
    report.text,
    JSON.stringify(previews),
    JSON.stringify(evidence),
    JSON.stringify([...engine.entries(runId)]),
    ...engine.logged,
  ]
  for (const form of forms) {
    const needle = Buffer.from(form).toString('latin1')
    const holders = everything.filter((text) => text.includes(needle) || text.includes(form))
    expect(holders.length, `${form} was kept`).toBe(0)
  }
})

test('a profile with a password written in it starts no run, and says where it stands', async () => {
  await using engine = await openEngine()
  const attempt = startRun(
    engine,
    '# Essai\n\n- [ ] a\n',
    'name: essai\nenvironment: staging\npostgres:\n  main: { url: "postgres://app:hunter2@127.0.0.1/app" }\n',
  )
  await expect(attempt).rejects.toThrow(/postgres\.main/)
  await expect(attempt).rejects.not.toThrow(/hunter2/)
})

test('what changes its target runs once for each agreement, and never unasked', async () => {
  await using engine = await openEngine()
  const flag = join(engine.dataDir, 'flag')
  const { runId } = await startRun(
    engine,
    `# Essai\n\n- [ ] pose {#put}\n  \`\`\`yaml check\n  command: { run: "echo x >> ${flag}" }\n  \`\`\`\n`,
    'name: essai\nenvironment: production\n',
  )
  const start = (agreed: { token: string; typed?: string }[]) =>
    engine.attempt('check.start', { runId, itemIds: ['put'], agreed })
  const refused = { ok: false, failure: { code: 'needs-confirmation' } }

  expect(await start([])).toMatchObject(refused)
  expect(await start([{ token: 'made up' }])).toMatchObject(refused)
  const [preview] = await engine.ask('check.preview', { runId, itemIds: ['put'] })
  expect(preview).toMatchObject({ danger: 'change', environment: 'production', typed: 'essai' })
  const token = preview?.token ?? ''
  expect(await start([{ token }])).toMatchObject(refused)
  expect(await start([{ token, typed: 'oui' }])).toMatchObject(refused)
  expect(readdirSync(engine.dataDir)).not.toContain('flag')

  expect(await start([{ token, typed: 'essai' }])).toMatchObject({ ok: true })
  await vi.waitFor(() => expect(itemState(engine, runId, 'put')).toBe('passed'), 20_000)
  expect(readFileSync(flag, 'utf8')).toBe('x\n')
  expect(await start([{ token, typed: 'essai' }])).toMatchObject(refused)
})

test('an edited profile is shown, and used only once it is adopted', async () => {
  await using engine = await openEngine()
  const profile = (word: string) =>
    `name: essai\nenvironment: staging\nvariables:\n  word: ${word}\n`
  const { runId } = await startRun(
    engine,
    '# Essai\n\n- [ ] a {#a}\n  ```yaml check\n  command: { argv: ["echo", "${word}"] }\n  expect: stdout == "two"\n  ```\n',
    profile('one'),
  )
  const head = () => {
    const entry = engine.entries(runId).get('head')
    return entry?.kind === 'head' ? entry.head : undefined
  }
  await engine.ask('check.start', { runId, itemIds: ['a'], agreed: [] })
  await vi.waitFor(() => expect(itemState(engine, runId, 'a')).toBe('failed'), 20_000)
  expect(await engine.attempt('profile.adopt', { runId })).toMatchObject({ ok: false })

  await engine.ask('profile.save', { name: 'essai', text: profile('two') })
  await vi.waitFor(() => expect(head()?.profileChanged).toBeDefined(), 10_000)
  const preview = async () =>
    (await engine.ask('check.preview', { runId, itemIds: ['a'] }))[0]?.command
  expect(await preview()).toContain('one')

  await engine.ask('profile.adopt', { runId })
  expect(head()?.profileChanged).toBeUndefined()
  expect(await preview()).toContain('two')
  await engine.ask('check.start', { runId, itemIds: ['a'], agreed: [] })
  await vi.waitFor(() => expect(itemState(engine, runId, 'a')).toBe('passed'), 20_000)
  expect(await engine.ask('run.verify', { runId })).toMatchObject({ valid: true })
})

test('bar 6: without a keyring a secret is kept in memory only, with a warning', async () => {
  await using engine = await openEngine()
  await engine.ask('profile.save', {
    name: 'p',
    text: 'name: p\nenvironment: staging\nsecrets:\n  jeton: { vault: true }\n',
  })
  expect(await engine.ask('secret.set', { profile: 'p', name: 'jeton', value: secret })).toEqual({
    kept: 'memory',
  })
  expect(await engine.ask('secret.list', { profile: 'p' })).toEqual([
    { name: 'jeton', source: 'vault', state: 'set' },
  ])
  const files = readdirSync(engine.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
  expect(files.some((text) => text.includes(Buffer.from(secret).toString('latin1')))).toBe(false)
})

test('the five runbooks that come with it are there, byte for byte, each with its overlay', async () => {
  await using engine = await openEngine()
  const folder = new URL('../../resources/runbooks/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  expect(names).toHaveLength(5)
  for (const name of names) {
    const runbook = readFileSync(new URL(name, folder))
    const overlay = readFileSync(new URL(overlayNameOf(name), folder))
    const hash = createHash('sha256').update(bundleFiles({ runbook, overlay })).digest('hex')
    const read = await engine.ask('runbook.get', { hash })
    expect(read).toMatchObject({ fileName: name, overlay: { text: overlay.toString() } })
    expect(read.problems.filter(({ file }) => file !== undefined)).toEqual([])
    expect(await engine.attempt('runbook.forget', { hash })).toMatchObject({ ok: false })
  }
})
