import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, vi } from 'vitest'
import { parse, stringify } from 'yaml'

import { formatMessage } from '../../shared/messages/format.ts'
import { createEngine } from '../create-engine.ts'
import type { Engine } from '../rpc/service.ts'
import { overlayNameOf } from '../runbook/overlay-bundle.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'
import { builtIn, hastened, readText } from './built-in-overlays.fixture.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 40_000, interval: 100 }

export async function openEngine(dataDir: string): Promise<Engine> {
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  return valueOf(await createEngine({ dataDir, host }))
}

/** A run of a built-in runbook with its overlay hastened, and every item that a gate names ticked. */
export async function startOverlaidRun(
  { service }: Engine,
  dir: string,
  fileName: string,
  profile = 'stand-ins',
) {
  const { handlers, sources } = service
  const path = join(dir, fileName)
  const overlay: unknown = parse(readText(overlayNameOf(builtIn(fileName))))
  writeFileSync(path, readText(builtIn(fileName)))
  writeFileSync(overlayNameOf(path), stringify(hastened(overlay)))
  const { hash } = valueOf(await handlers['runbook.open']({ path }, idle))
  const runbook = valueOf(await handlers['runbook.get']({ hash }, idle))
  expect(runbook.problems.filter(({ file }) => file !== undefined)).toEqual([])
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const { runId } = valueOf(
    await handlers['run.create'](
      { runbookHash: hash, profile, title: fileName, release, people: [] },
      idle,
    ),
  )
  const set = async (itemIds: string[], state: 'passed' | 'failed') =>
    valueOf(await handlers['item.set']({ runId, itemIds, state }, idle))
  const named = runbook.gates.flatMap(({ criteria }) =>
    criteria.flatMap((one) => (one.kind === 'item' ? [one.itemId] : [])),
  )
  if (named.length > 0) await set(named, 'passed')

  const gates = valueOf(sources.gates({ runId }))
  /** By its name without the digits of an id: `backlog`, `redis-accessible`. */
  const evaluationOf = (gateId: string) => {
    const evaluation = gates.get(gateId)?.evaluation
    const nameOf = (id: string) => id.replace(/-[0-9a-f]{4}(?=$|#|-\d$)/, '')
    const criteria = evaluation?.criteria ?? []
    return {
      verdict: evaluation?.verdict,
      of: new Map(criteria.map((one) => [nameOf(one.criterionId), one])),
    }
  }
  const words = (gateId: string) =>
    [...evaluationOf(gateId).of].map(
      ([name, { verdict, reason }]) => `${name}: ${verdict}, ${formatMessage(reason, 'en')}`,
    )
  /** Waits until a gate, and one of its criteria, say so; what they say instead is the failure. */
  const turns = async (gateId: string, verdict: string, criterion?: string) => {
    const says = () => {
      const seen = evaluationOf(gateId)
      return [seen.verdict, criterion === undefined ? verdict : seen.of.get(criterion)?.verdict]
    }
    try {
      await vi.waitFor(() => expect(says()).toEqual([verdict, verdict]), soon)
    } catch {
      const wanted = `${gateId} is not ${verdict}, ${criterion ?? 'as a whole'}`
      throw new Error([wanted, ...words(gateId)].join('\n'))
    }
  }

  return {
    set,
    turns,
    criterion: (gateId: string, name: string) => evaluationOf(gateId).of.get(name),
    /** Runs the item's checks; what the item is then. */
    async check(itemId: string) {
      const status = () => {
        const entry = valueOf(sources.run({ runId })).get(`item:${itemId}`)
        if (entry?.kind !== 'item') throw new Error(`no item ${itemId}`)
        return entry.item
      }
      const before = status().seq
      valueOf(await handlers['check.start']({ runId, itemIds: [itemId], agreed: [] }, idle))
      const isDone = () => status().seq > before && status().state !== 'running'
      await vi.waitFor(() => expect(isDone()).toBe(true), soon)
      return status().state
    },
    /** All criteria but some are GO. */
    async others(gateId: string, except: readonly string[]) {
      const missing = () =>
        words(gateId).filter((said) => !/^\S+: go,/.test(said) && !except.includes(nameIn(said)))
      await vi.waitFor(() => expect(evaluationOf(gateId).of.size).toBeGreaterThan(0), soon)
      await vi.waitFor(() => expect(missing()).toEqual([]), soon)
    },
    /** A fault turns the criteria that it is about, and the gate with them. */
    async fault(gateId: string, criteria: string[], cause: () => unknown, undo: () => unknown) {
      await cause()
      for (const criterion of criteria) await turns(gateId, 'no-go', criterion)
      await undo()
    },
    async settled(gateId: string, name: string) {
      const verdict = () => evaluationOf(gateId).of.get(name)?.verdict
      await vi.waitFor(() => expect(verdict()).toMatch(/^(?:go|no-go)$/), soon)
    },
    verdict: (gateId: string) => evaluationOf(gateId).verdict,
    close: async () => valueOf(await handlers['run.close']({ runId, note: 'done' }, idle)),
  }
}

const nameIn = (said: string) => said.slice(0, said.indexOf(': '))
