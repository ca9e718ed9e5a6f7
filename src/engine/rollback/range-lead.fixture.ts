import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { vi } from 'vitest'
import { parse, stringify } from 'yaml'

import type { RollbackStatus, RollbackStepStatus } from '../../shared/model/rollback.ts'
import { createEngine } from '../create-engine.ts'
import { bundleFiles } from '../runbook/overlay-bundle.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { openWindow } from './rollback.fixture.ts'

const builtIn = (fileName: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../resources/runbooks/${fileName}`, import.meta.url)),
    'utf8',
  )
const idle = { signal: new AbortController().signal }
const patience = { timeout: 90_000, interval: 20 }

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

/** What a person does, at each step of a plan. */
export interface Person {
  /** By hand, outside Warroom. */
  byHand?: Readonly<Record<string, () => Promise<unknown> | void>>
  /** The place of the option that is chosen. */
  chooses?: Readonly<Record<string, number>>
}

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
  const { handlers, sources } = engine.service
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
    const window = openWindow(name)
    const startedMs = performance.now()
    const { rollbackId } = valueOf(
      await handlers['rollback.start'](
        { runId, planId, mode: 'real', by: 'Ada', answers: [] },
        window.context,
      ),
    )
    const rollbacks = valueOf(sources.rollbacks({ runId }, { client: window.client }))
    const status = (): RollbackStatus => {
      const found = rollbacks.get(rollbackId)
      if (!found) throw new Error('there is no rollback')
      return found
    }
    const stepAt = () => {
      const { at, steps } = status()
      return steps.find(({ stepId }) => stepId === at)
    }
    const about = (stepId: string) => ({ runId, rollbackId, stepId })
    const act = async (stepId: string) => {
      const preview = valueOf(await handlers['rollback.preview'](about(stepId), window.context))
      if (preview.problem) throw new Error(JSON.stringify(preview.problem))
      const { token, typed } = preview
      const agreed = { token, ...(typed === undefined ? {} : { typed }) }
      valueOf(await handlers['rollback.act']({ ...about(stepId), agreed }, window.context))
      return preview
    }

    /** Takes the one way onward, where there is one. Tells whether somebody has to think. */
    const onward = async (person: Person): Promise<boolean> => {
      const { choices } = status()
      const step = stepAt()
      if (!step) return true
      const { stepId } = step
      if (choices.includes('act')) await act(stepId)
      else if (choices.includes('confirm')) {
        await person.byHand?.[stepId]?.()
        valueOf(await handlers['rollback.confirm']({ ...about(stepId), by: 'Ada' }, window.context))
      } else if (choices.includes('choose')) {
        const option = person.chooses?.[stepId] ?? 0
        valueOf(await handlers['rollback.choose']({ ...about(stepId), option }, window.context))
      } else if (choices.includes('go-on'))
        valueOf(await handlers['rollback.go-on']({ ...about(stepId), way: 'next' }, window.context))
      else return false
      return true
    }
    /** Steps that hold from now on, however long this machine takes to see it. */
    const patientAt = new Set<string>()
    const stayPatient = ({ stepId, verify }: RollbackStepStatus) => {
      const soon = Date.now() + 2000
      if (!patientAt.has(stepId) || !verify.some(({ until }) => until && Date.parse(until) < soon))
        return
      void handlers['rollback.wait']({ runId, rollbackId }, window.context)
    }
    const untilAsked = () =>
      vi.waitFor(() => {
        const { state, choices } = status()
        const step = stepAt()
        if (step?.state === 'verifying') stayPatient(step)
        const isBusy = !step || ['acting', 'acted', 'verifying'].includes(step.state)
        if (state === 'running' && isBusy) throw new Error(JSON.stringify([state, step, choices]))
      }, patience)
    const retry = async (stepId: string) =>
      valueOf(await handlers['rollback.retry'](about(stepId), window.context))

    return {
      about,
      act,
      status,
      window,
      /** Goes on until it is over, or until somebody has to think; gives where it stands. */
      async lead(person: Person = {}): Promise<RollbackStepStatus | undefined> {
        for (;;) {
          await untilAsked()
          if (status().state !== 'running') return undefined
          if (!(await onward(person))) return stepAt()
        }
      },
      untilStep: (stepId: string, state: RollbackStepStatus['state']) =>
        vi.waitFor(() => {
          const step = stepAt()
          if (step?.stepId !== stepId || step.state !== state) throw new Error(JSON.stringify(step))
        }, patience),
      retry,
      /** Once more, now that it will hold; it is waited for. */
      async retryMended(stepId: string): Promise<void> {
        patientAt.add(stepId)
        await retry(stepId)
      },
      step(id: string): RollbackStepStatus {
        const found = status().steps.find(({ stepId }) => stepId === id)
        if (!found) throw new Error(`there is no step ${id}`)
        return found
      },
      tookMs: () => performance.now() - startedMs,
      /** Whether the history, with its evidence, is what was written. */
      async isSound(): Promise<boolean> {
        return valueOf(await handlers['run.verify']({ runId }, idle)).valid
      },
    }
  }

  return {
    begin,
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      folder[Symbol.dispose]()
    },
  }
}
export type Lead = Awaited<ReturnType<Awaited<ReturnType<typeof openLead>>['begin']>>
