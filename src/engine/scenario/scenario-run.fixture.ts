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
      const { token, typed } = valueOf(await handlers['scenario.preview'](what, idle))
      const agreed = { token, ...(typed === undefined ? {} : { typed }) }
      return handlers['scenario.start']({ ...what, agreed }, idle)
    },
    /** Edits the profile, and lets the run go on with it. */
    async moveTo(to: string) {
      const { text } = valueOf(await handlers['profile.get']({ name: 'here' }, idle))
      const edited = text.replace(/^environment: .*$/m, `environment: ${to}`)
      valueOf(await handlers['profile.save']({ name: 'here', text: edited }, idle))
      valueOf(await handlers['profile.adopt']({ runId }, idle))
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
