import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { expect, it } from 'vitest'

import { temporaryFolder } from '../store/temporary-store.fixture.ts'
import { openTestMonitors } from './monitors.fixture.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

setFlagsFromString('--expose-gc')
const sweep = runInNewContext('gc') as () => void

/** What is held, whatever may still be swept. */
function heldBytes(): number {
  sweep()
  return process.memoryUsage().heapUsed
}

it('a run left open for a week, nights closed and a network that comes and goes, grows no more, and opens cold at once', async () => {
  using folder = temporaryFolder()
  let cutOff = false
  const options = {
    text: Array.from({ length: 20 }, (_, n) => `item${n} 1 Item ${n}`).join('\n'),
    everySeconds: () => 60,
    tookMs: 120,
    answers: () => (cutOff ? undefined : { status: 200 }),
  }
  const engine = openTestMonitors(folder.dir, options)
  const runId = await engine.startRun()
  const { time } = engine
  const startMs = Math.round(time.wallMs())
  const held: number[] = []
  for (let n = 0; n < 7; n++) {
    await time.advance(9 * hour)
    engine.addresses.now = []
    cutOff = true
    await time.advance(10 * minute)
    cutOff = false
    engine.addresses.now = [`198.51.100.${n + 1}`]
    await time.advance(3 * hour - 10 * minute)
    held.push(heldBytes())
    engine.tellPower('suspend')
    time.jump(12 * hour)
    engine.tellPower('resume')
  }
  await time.advance(5 * minute)
  const grewBytes = (held.at(-1) ?? 0) - (held[1] ?? 0)
  expect(grewBytes).toBeLessThan(5_000_000)

  const nowMs = Math.round(time.wallMs())
  const windowsOf = ({ samples }: typeof engine) =>
    [hour, 15 * minute, day, nowMs - startMs].map((lengthMs) =>
      samples.window(samples.find(runId, 'item7#1') ?? -1, nowMs - lengthMs, nowMs),
    )
  const before = windowsOf(engine)
  const week = before.at(-1)
  expect(week).toMatchObject({ counts: { failed: 0, unknown: 0 }, availability: 1 })
  // Twelve hours a day but for ten minutes.
  expect(week?.coverage).toBeGreaterThan(0.48)
  expect(week?.coverage).toBeLessThan(0.497)
  await engine[Symbol.asyncDispose]()

  const beforeOpening = process.cpuUsage()
  await using again = openTestMonitors(folder.dir, { ...options, time })
  await again.monitors.ready()
  const statuses = [...again.monitors.statuses(runId)].map(([, status]) => status)
  // Processor time: the machine may do other things meanwhile.
  expect(process.cpuUsage(beforeOpening).user).toBeLessThan(1_000_000)
  expect(statuses).toHaveLength(20)
  for (const status of statuses) expect(status).toMatchObject({ state: 'up', stale: true })
  const weekAgain = windowsOf(again)
  expect(weekAgain.map(({ counts }) => counts)).toEqual(before.map(({ counts }) => counts))
}, 120_000)
