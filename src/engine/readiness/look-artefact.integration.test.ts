import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startDockerd, type DockerdPart } from '../../../range/parts/dockerd.ts'
import { writeImage } from '../../../range/parts/image.ts'
import { createTemporaryFolder } from '../../../range/parts/process.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext } from '../rpc/service.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'

const run = promisify(execFile)
const idle: CallContext = { signal: new AbortController().signal }

/** A container engine of our own can only be started by root. */
describe.skipIf(process.getuid?.() !== 0)('what containers are made of', () => {
  const opened = new AsyncDisposableStack()
  let dockerd: DockerdPart
  let dir = ''
  const docker = (...words: string[]) =>
    run('docker', words, { env: { ...process.env, DOCKER_HOST: dockerd.dockerHost } })

  beforeAll(async () => {
    dockerd = opened.use(await startDockerd())
    const folder = opened.use(await createTemporaryFolder('warroom-test'))
    dir = folder.path
    const { file } = await writeImage('redis', dir)
    await docker('import', file, 'api:4.1')
    await docker('create', '--name', 'kept', 'api:4.1', '/bin/sh')
  })
  afterAll(() => opened.disposeAsync())

  async function partsWith(lastGood: string, container: string, image: string) {
    const data = join(dir, `${lastGood}-${container}`)
    mkdirSync(join(data, 'profiles'), { recursive: true })
    writeFileSync(
      join(data, 'profiles/here.yaml'),
      `name: here\nenvironment: staging\nvariables: { host: "${dockerd.dockerHost}" }\n`,
    )
    const text = `# Go

- [ ] It answers

\`\`\`yaml rollback
title: Back
budget: 5m
safe-state: Nothing is served.
steps:
  - title: Start it
    why: It worked.
    command: { argv: [docker, start, --, ${container}], env: { DOCKER_HOST: "\${host}" } }
    verify: [{ command: { argv: [docker, ps] } }]
  - title: Deploy it
    why: It worked.
    command: { run: fly deploy, env: { APP: api, IMAGE: "${image}:\${release.last_good}", DOCKER_HOST: "\${host}" } }
    verify: [{ command: { argv: [docker, ps] } }]
done: [{ command: { argv: [docker, ps] } }]
\`\`\`
`
    writeFileSync(
      join(data, 'go.md'),
      text.replace('127.0.0.1:1/api', lastGood === '4.1' ? 'api' : '127.0.0.1:1/api'),
    )
    const host = { log: { error: () => undefined }, onPower: () => () => undefined }
    const engine = valueOf(await createEngine({ dataDir: data, host }))
    try {
      const { handlers, sources } = engine.service
      const { hash } = valueOf(await handlers['runbook.open']({ path: join(data, 'go.md') }, idle))
      const release = { version: '4.2', commit: '', lastGood }
      const asked = { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] }
      const { runId } = valueOf(await handlers['run.create'](asked, idle))
      valueOf(await handlers['readiness.check']({ runId }, idle))
      const lines = valueOf(sources.readiness({ runId }))
      const line = lines.get('artefact')
      return {
        state: line?.state,
        parts: line?.parts.map((part) => [part.state, part.text.values?.['what']]),
      }
    } finally {
      await engine.dispose()
    }
  }

  test('a container and an image that are there, and those that are not', async () => {
    const kept = await partsWith('4.1', 'kept', 'api')
    expect(kept.state).toBe('ready')
    expect(kept.parts).toEqual([
      ['ready', 'kept'],
      ['ready', 'api:4.1'],
    ])
    const lost = await partsWith('4.0', 'lost', '127.0.0.1:1/api')
    expect(lost.state).toBe('not-ready')
    expect(lost.parts?.[0]).toEqual(['not-ready', 'lost'])
    // Its registry does not answer: that is not to say that the image is gone.
    expect(lost.parts?.[1]).toEqual(['unknown', '127.0.0.1:1/api:4.0'])
  })
})
