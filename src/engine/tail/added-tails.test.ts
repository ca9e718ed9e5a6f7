import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 20_000, interval: 20 }
const host = { log: { error: () => undefined }, onPower: () => () => undefined }

it('a source that somebody adds is followed, over a restart too, until it is let go of', async () => {
  using folder = temporaryFolder()
  const [first, second] = [join(folder.dir, 'first.log'), join(folder.dir, 'second.log')]
  writeFileSync(first, 'one\n')
  writeFileSync(second, 'two\n')
  mkdirSync(join(folder.dir, 'profiles'))
  writeFileSync(
    join(folder.dir, 'profiles', 'here.yaml'),
    `name: here\nenvironment: practice\nvariables: { logs: ${folder.dir} }\nhosts: { box: { container: sylion-backend } }\n`,
  )
  const runbook = `# Go-live\n\n\`\`\`yaml tail\nfile: ${first}\nid: first\n\`\`\`\n\n- [ ] It runs\n  \`\`\`yaml check\n  docker: { container: sylion-worker }\n  \`\`\`\n`
  const engine = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const created = await handlers['run.create'](
    { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
    idle,
  )
  const { runId } = valueOf(created)
  const tails = valueOf(sources.tails({ runId }))
  await vi.waitFor(() => expect(tails.get('first')?.lines).toBe(1), soon)
  const source = { runId, kind: 'file', source: '${logs}/second.log', title: 'Second' } as const

  expect(valueOf(await handlers['tail.preview'](source, idle))).toMatchObject({
    target: `local › ${second}`,
    command: expect.stringContaining(second),
  })
  expect(valueOf(await handlers['tail.known']({ runId }, idle))).toEqual({
    hosts: ['box'],
    sources: [
      { kind: 'docker', source: 'sylion-backend' },
      { kind: 'docker', source: 'sylion-worker' },
    ],
  })
  const refused = [
    { ...source, source: '${nowhere}/second.log' },
    { ...source, kind: 'command' as const, source: 'rm -rf /tmp/nothing' },
    { ...source, on: 'no-such-host' },
  ]
  for (const wanted of refused) {
    expect(valueOf(await handlers['tail.preview'](wanted, idle))).toHaveProperty('problem')
    expect(await handlers['tail.add'](wanted, idle)).toMatchObject({ ok: false })
  }

  const { tailId } = valueOf(await handlers['tail.add'](source, idle))
  expect(tailId).toBe('second')
  await vi.waitFor(
    () => expect(tails.get(tailId)).toMatchObject({ lines: 1, title: 'Second', isAdded: true }),
    soon,
  )
  // The others are not begun anew.
  appendFileSync(first, 'three\n')
  await vi.waitFor(() => expect(tails.get('first')?.lines).toBe(2), soon)
  await engine.dispose()

  const again = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const service = again.service
  const followed = valueOf(service.sources.tails({ runId }))
  appendFileSync(second, 'four\n')
  await vi.waitFor(() => expect(followed.get(tailId)?.lines).toBe(1), soon)
  expect(await service.handlers['tail.remove']({ runId, tailId: 'first' }, idle)).toMatchObject({
    ok: false,
  })
  valueOf(await service.handlers['tail.remove']({ runId, tailId }, idle))
  expect([...followed.entries()].map(([id]) => id)).toEqual(['first'])
  // What was kept stays, and its name with it.
  const kept = await service.handlers['log.page'](
    { runId, filter: 'source=second', limit: 9 },
    idle,
  )
  expect(valueOf(kept).lines.map(({ text }) => text)).toContain('two')
  expect(valueOf(await service.handlers['tail.add'](source, idle)).tailId).toBe('second-2')
  const verified = await service.handlers['run.verify']({ runId }, idle)
  expect(valueOf(verified)).toMatchObject({ valid: true })
  await again.dispose()
}, 90_000)

it('a secret’s value is never written into the history', async () => {
  using folder = temporaryFolder()
  const engine = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const { handlers } = engine.service
  mkdirSync(join(folder.dir, 'profiles'), { recursive: true })
  const text = 'name: here\nenvironment: practice\nsecrets: { key: { vault: true } }\n'
  valueOf(await handlers['profile.save']({ name: 'here', text }, idle))
  const secret = 'k3y-that-nobody-may-see'
  valueOf(await handlers['secret.set']({ profile: 'here', name: 'key', value: secret }, idle))
  const base64 = Buffer.from('# Go-live\n\n- [ ] Look\n').toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const created = await handlers['run.create'](
    { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
    idle,
  )
  const { runId } = valueOf(created)
  const wanted = { runId, kind: 'command', source: `cat ${secret}` } as const
  const id = 'tail.holds-secret'
  expect(await handlers['tail.preview'](wanted, idle)).toMatchObject({
    failure: { message: { id } },
  })
  expect(await handlers['tail.add'](wanted, idle)).toMatchObject({ failure: { message: { id } } })
  await engine.dispose()
}, 60_000)
