import { expect, test } from 'vitest'

import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { openTestMonitors } from './monitors.fixture.ts'

const text = Array.from({ length: 60 }, (_, n) => `item-${n} 1 Service ${n}\n`).join('')

test('no more looks are under way than the settings allow, and a change holds at once', async () => {
  using folder = temporaryFolder()
  let ended = 0
  await using engine = openTestMonitors(folder.dir, {
    text,
    everySeconds: () => 5,
    tookMs: 2000,
    answers: () => {
      ended++
      return { status: 200 }
    },
  })
  const most = async () => {
    let underWay = 0
    for (let passedMs = 0; passedMs < 10_000; passedMs += 100) {
      await engine.time.advance(100)
      underWay = Math.max(underWay, engine.looks() - ended)
    }
    return underWay
  }
  const { settings } = engine.store
  valueOf(settings.set({ monitorConcurrency: 64, monitorConcurrencyPerTarget: 5 }))
  await engine.startRun()
  // All of them look at one host.
  expect(await most()).toBe(5)
  valueOf(settings.set({ monitorConcurrencyPerTarget: 64 }))
  expect(await most()).toBeGreaterThan(12)
  valueOf(settings.set({ monitorConcurrency: 12 }))
  await engine.time.advance(3000)
  expect(await most()).toBe(12)
})
