import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { parse, stringify } from 'yaml'

import { createEngine } from '../create-engine.ts'
import { bundleFiles } from '../runbook/overlay-bundle.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { leadRollback } from './lead-rollback.fixture.ts'
import { openWindow } from './rollback.fixture.ts'

const builtIn = (fileName: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../resources/runbooks/${fileName}`, import.meta.url)),
    'utf8',
  )
const idle = { signal: new AbortController().signal }

/** How a built-in runbook is opened. */
export interface Reading {
  /** As its author wrote it; else what is looked at is looked at more often, and windows are shorter. */
  asWritten?: boolean
  /** The title of a verification that is given up after as many seconds, as it will not hold at first. */
  impatient?: { title: string; seconds: number }
}

type Written = Record<string, unknown>
const isRecord = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function hastened(value: unknown, { impatient }: Reading): unknown {
  if (Array.isArray(value))
    return value.map((one) => hastened(one, { ...(impatient && { impatient }) }))
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    const isList = key === 'verify' || key === 'wait-until' || key === 'done'
    if (!isList || !Array.isArray(inner))
      return [key, hastened(inner, { ...(impatient && { impatient }) })]
    return [key, inner.map((one) => looked(one, impatient))]
  })
  return Object.fromEntries(entries)
}

function looked(verification: unknown, impatient: Reading['impatient']): unknown {
  if (!isRecord(verification)) return verification
  const within =
    verification['title'] === impatient?.title ? { within: `${impatient?.seconds}s` } : {}
  if ('check' in verification) return { ...verification, window: '10s', min_samples: 3, ...within }
  const { queue } = verification
  const shorter = isRecord(queue) && 'window' in queue ? { queue: { ...queue, window: 5 } } : {}
  return { ...verification, ...shorter, every: '200ms', ...within }
}

/** Its plans, with what it watches all the time left out, but for what a plan itself asks of it. */
export function overlayOf(name: string, reading: Reading = {}): string {
  const overlay: unknown = parse(builtIn(`${name}.overlay.yaml`))
  if (!isRecord(overlay)) throw new Error(`${name} has no overlay`)
  const { runbook, variables, rollbacks, items } = overlay
  const text = JSON.stringify(rollbacks)
  const asked = isRecord(items)
    ? Object.entries(items).filter(([id]) => text.includes(`"check":"${id}"`))
    : []
  const kept = {
    runbook,
    ...(variables === undefined ? {} : { variables }),
    ...(asked.length === 0
      ? {}
      : { items: Object.fromEntries(asked.map(([id, checks]) => [id, eachSecond(checks)])) }),
    rollbacks: reading.asWritten ? rollbacks : hastened(rollbacks, reading),
  }
  return stringify(kept, { aliasDuplicateObjects: false })
}

const eachSecond = (checks: unknown) =>
  Array.isArray(checks)
    ? checks.map((check) =>
        isRecord(check) && 'every' in check ? { ...check, every: '1s' } : check,
      )
    : checks

export interface Beginning {
  runbook: string
  planId: string
  profile: object
  release: { version: string; commit: string; lastGood: string }
  reading?: Reading
}

/** One engine, in which several runs are led back side by side, each by a person of its own. */
export async function openLead() {
  const folder = temporaryFolder()
  const dataDir = join(folder.dir, 'data')
  mkdirSync(join(dataDir, 'profiles'), { recursive: true })
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir, host }))
  const { handlers } = engine.service
  let profiles = 0

  async function begin({ runbook, planId, profile, release, reading }: Beginning) {
    const name = `range-${profiles++}`
    writeFileSync(
      join(dataDir, 'profiles', `${name}.yaml`),
      stringify({ name, environment: 'practice', ...profile }),
    )
    const bundle = bundleFiles({
      runbook: Buffer.from(builtIn(`${runbook}.txt`)),
      overlay: Buffer.from(overlayOf(runbook, reading)),
    })
    const file = { fileName: `${runbook}.txt`, base64: Buffer.from(bundle).toString('base64') }
    const { hash } = valueOf(await handlers['runbook.open'](file, idle))
    const { problems } = valueOf(await handlers['runbook.get']({ hash }, idle))
    const [mistake] = problems.filter(({ severity }) => severity === 'error')
    if (mistake) throw new Error(JSON.stringify(mistake))
    const created = await handlers['run.create'](
      { runbookHash: hash, profile: name, title: 'Go', release, people: [] },
      idle,
    )
    const { runId } = valueOf(created)
    return leadRollback(engine.service, { runId, planId, window: openWindow(name), by: 'Ada' })
  }

  return {
    begin,
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      folder[Symbol.dispose]()
    },
  }
}
