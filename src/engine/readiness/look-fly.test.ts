import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { afterEach, expect, test, vi } from 'vitest'

import { openRollbackBench, runbookOf } from '../rollback/rollback.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

afterEach(() => void vi.unstubAllEnvs())

const releases = [
  { Version: 42, ImageRef: 'registry.fly.io/api:new' },
  { Version: 41, ImageRef: 'registry.fly.io/api:old' },
]
const plan = runbookOf(`
  - id: back
    title: Deploy the last good release
    why: It worked.
    fly: { app: api, release: v41 }
    unverified: Nothing to see.`)

const inspect = (answer: string) =>
  `case "$*" in "manifest inspect registry.fly.io/api:old") ${answer} ;; *) exit 1 ;; esac`

test('a release of Fly’s is as good as its image: there, gone, or not known to be', async () => {
  using folder = temporaryFolder()
  const bin = join(folder.dir, 'bin')
  mkdirSync(bin)
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  program('fly', `cat <<'JSON'\n${JSON.stringify(releases)}\nJSON`)
  vi.stubEnv('PATH', [bin, process.env['PATH'] ?? ''].join(delimiter))
  await using bench = await openRollbackBench(plan)
  const { runId, window } = bench
  const artefactWith = async (docker: string) => {
    program('docker', docker)
    valueOf(await bench.handlers['readiness.check']({ runId }, window.context))
    const checked = bench.bodies().findLast((body) => body.type === 'readiness.checked')
    if (checked?.type !== 'readiness.checked') throw new Error('nothing was checked')
    const parts = checked.lines.find(({ id }) => id === 'artefact')?.parts ?? []
    return parts.map(({ state, text }) => `${state} ${text.id.replace('readiness.part.', '')}`)
  }
  const named = 'ready there'
  expect(await artefactWith(inspect('echo "{}"'))).toEqual([named, 'ready in-registry'])
  const pruned = inspect('echo "no such manifest" >&2; exit 1')
  expect(await artefactWith(pruned)).toEqual([named, 'not-ready gone'])
  const stranger = inspect('echo "unauthorized" >&2; exit 1')
  expect(await artefactWith(stranger)).toEqual([named, 'unknown fly-image'])
  expect(await artefactWith('exit 127')).toEqual([named, 'unknown fly-image'])
})
