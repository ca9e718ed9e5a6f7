import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { vi } from 'vitest'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openInFolder, type Surroundings } from './scenario-folder.fixture.ts'

export const soon = { timeout: 20_000, interval: 10 }

/** As in a folder, in one that is gone afterwards. */
export async function openScenario(scenario: string, surroundings: Surroundings = {}) {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.dir, name)
  const { engine, runId } = await openInFolder(folder.dir, scenario, surroundings)
  const { handlers, sources } = engine.service
  const about = { runId, scenarioId: 'x', cleanUpOnly: false, stepwise: false }
  const status = () => valueOf(sources.scenarios({ runId })).get('x')
  const itemState = () => {
    const entry = valueOf(sources.run({ runId })).get('item:works')
    return entry?.kind === 'item' ? entry.item.state : undefined
  }
  return {
    at,
    handlers,
    about,
    status,
    itemState,
    tailState: () => valueOf(sources.tails({ runId })).get('app')?.state,
    read: (name: string) => readFileSync(at(name), 'utf8'),
    start: async (more: { cleanUpOnly?: boolean; stepwise?: boolean } = {}) => {
      const what = { ...about, ...more }
      const { token } = valueOf(await handlers['scenario.preview'](what, idle))
      return handlers['scenario.start']({ ...what, agreed: { token } }, idle)
    },
    asked: () =>
      vi.waitFor(() => {
        if (status()?.asking === undefined) throw new Error('nothing is asked')
      }, soon),
    answer: (verdict: 'passed' | 'failed') =>
      handlers['scenario.answer']({ runId, scenarioId: 'x', verdict }, idle),
    ended: () =>
      vi.waitFor((): ScenarioStatus => {
        const now = status()
        if (!now || now.state === 'running') throw new Error('it has not ended')
        return now
      }, soon),
    events: () =>
      [...valueOf(sources.timeline({ runId })).entries()].map(([, { body }]) => body.type),
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      folder[Symbol.dispose]()
    },
  }
}
