import { join } from 'node:path'

import { expect, onTestFailed, vi } from 'vitest'

import type { Locale } from '../../shared/messages/message.ts'
import type { DrillKind, DrillStatus } from '../../shared/model/drill.ts'
import type { MonitorState } from '../../shared/model/monitor.ts'
import { createEngine } from '../create-engine.ts'
import { leadRollback, type Lead } from '../rollback/lead-rollback.fixture.ts'
import { openWindow } from '../rollback/rollback.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle = { signal: new AbortController().signal }
const patience = { timeout: 60_000, interval: 20 }
const by = 'Ada'

/** An engine as Warroom runs it, whose practice range is started by the first drill. */
export async function openDrills() {
  const folder = temporaryFolder()
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const dataDir = join(folder.dir, 'data')
  const engine = valueOf(await createEngine({ dataDir, host }))
  const { handlers, sources } = engine.service
  const drills = valueOf(sources.drills({}))

  async function begin(kind: DrillKind, locale: Locale = 'en') {
    const started = await handlers['drill.start']({ by, kind, begins: 'at-once', locale }, idle)
    const { drillId, runId } = valueOf(started)
    // What comes after it does not fail for it.
    onTestFailed(() => void handlers['drill.give-up']({ drillId }, idle))
    const monitors = valueOf(sources.monitors({ runId }))
    const status = (): DrillStatus => {
      const found = drills.get(drillId)
      if (!found) throw new Error('there is no drill')
      return found
    }
    return {
      runId,
      status,
      /** Waits until whoever looks at the screen sees it. */
      seen: (itemId: string, state: MonitorState) =>
        vi.waitFor(() => {
          const states = [...monitors.entries()].map(([, one]) => [one.itemId, one.state])
          expect(states).toContainEqual([itemId, state])
        }, patience),
      lead: (planId: string) =>
        leadRollback(engine.service, { runId, planId, window: openWindow(runId), by }),
      async abort(lead: Lead, reason: string) {
        const { rollbackId } = lead.status()
        const { context } = lead.window
        valueOf(await handlers['rollback.abort']({ runId, rollbackId, reason }, context))
      },
      giveUp: async () => valueOf(await handlers['drill.give-up']({ drillId }, idle)),
      async result() {
        await vi.waitFor(() => expect(status().state).toBe('ended'), patience)
        const { result } = status()
        if (!result) throw new Error('a drill that ended has a result')
        return result
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
export type Drills = Awaited<ReturnType<typeof openDrills>>
