import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

import { build } from 'vite'
import { expect, it } from 'vitest'

import { randomOf } from '../seeded-random.fixture.ts'
import { verifyChain } from './chain.ts'
import { openTestStore, temporaryFolder } from './temporary-store.fixture.ts'

/** The thousand of bar 13 take a minute of both cores, which `npm test` does not have each time. */
const loops = Number(process.env['WARROOM_KILL_LOOPS'] ?? 200)
const seed = Number(process.env['WARROOM_KILL_SEED'] ?? 20_261_123)
/** Kills between two full verifications, each on its own folder. */
const killsPerFolder = 50

it(
  `bar 13: ${loops} × kill -9, and no acknowledged row is lost (seed ${seed})`,
  { timeout: 300_000 },
  async () => {
    using bundle = temporaryFolder()
    const writer = await bundleWriter(bundle.dir)
    const folders = Math.ceil(loops / killsPerFolder)
    let begun = 0
    let kept = 0
    const lane = async () => {
      while (begun < folders) {
        // A seed for each folder: who comes first in a lane is not the same each time.
        const random = randomOf(seed + begun++)
        kept += await killRepeatedly(writer, random)
      }
    }
    await Promise.all([lane(), lane()])
    expect(kept).toBeGreaterThan(loops)
  },
)

/** One file starts three times as fast as the sources do. */
async function bundleWriter(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'kill-writer.fixture.ts'),
      outDir,
      minify: true,
      rolldownOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  })
  return join(outDir, 'writer.mjs')
}

async function killRepeatedly(writer: string, random: () => number): Promise<number> {
  using folder = temporaryFolder()
  let acknowledged = 0
  for (let kill = 0; kill < killsPerFolder; kill++) {
    acknowledged = Math.max(acknowledged, await killOnce(writer, folder.dir, random))
    if (acknowledged === 0) continue
    using sql = new DatabaseSync(join(folder.dir, 'warroom.db'), { readOnly: true, timeout: 1000 })
    expect(sql.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    const seq = Number(sql.prepare('SELECT max(seq) AS seq FROM events').get()?.['seq'])
    expect(seq).toBeGreaterThanOrEqual(acknowledged)
  }
  using store = openTestStore(folder.dir)
  const report = verifyChain(store.events.read('killed'), store.events.run('killed')?.head)
  expect(report.valid).toBe(true)
  expect(report.events).toBeGreaterThanOrEqual(acknowledged)
  return report.events
}

/** Kills the writer at a random moment; gives the last number that it had acknowledged. */
async function killOnce(writer: string, dir: string, random: () => number): Promise<number> {
  const child = spawn(process.execPath, [writer, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const chunks: string[] = []
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  const closed = once(child, 'close')
  // Some are killed while still opening the database; most while writing.
  const isOpening = random() < 0.1
  if (!isOpening) await once(child.stdout, 'data')
  await delay(random() * (isOpening ? 60 : 8))
  child.kill('SIGKILL')
  await closed
  const lines = chunks.join('').split('\n').slice(0, -1)
  return Number(lines.at(-1) ?? 0)
}
