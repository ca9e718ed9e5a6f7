import { expect, it } from 'vitest'

import type { Facts } from '../../shared/model/check.ts'
import { createGates } from '../gate/gates.ts'
import { measureReading } from '../gate/measure-criteria.ts'
import { createMeasureStore } from '../monitor/measure-store.ts'
import { openTestMonitors } from '../monitor/monitors.fixture.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { builtIn } from './built-in-overlays.fixture.ts'
import { readRunbookFiles } from './runbook-files.ts'

const hour = 3_600_000
const day = 24 * hour
const startMs = Date.parse('2026-11-21T08:00:00.000Z')
const openHours = 9

/** What a week of an application looks like: a look that fails, an error in a thousand requests. */
interface Week {
  fails?: (atMs: number) => boolean
  errorShare?: (atMs: number) => number
  cpu?: (atMs: number) => number
}

/** The gate “after 1 week” of the readiness runbook as it ships, over a simulated application. */
async function openWeek(dir: string, week: Week) {
  const bytes = await readRunbookFiles(builtIn('readiness.txt'))
  const runbook = parseRunbook({ bytes, fileName: 'readiness.txt' })
  const gate = runbook.gates.find(({ id }) => id === 'week')
  if (!gate) throw new Error('the overlay has the gate')
  const items = [...new Set(gate.criteria.map(({ itemId }) => itemId))]
  const everySeconds = new Map(
    runbook.items.flatMap(({ checks }) => checks.map((one) => [one.id, one.everySeconds] as const)),
  )
  const watched = (id: string) => everySeconds.has(`${id}#1`)
  const counts = { good: 0, requests: 0, atMs: startMs }
  const answers = (checkId: string, atMs: number): Facts => {
    if (checkId.startsWith('utilisation-cpu'))
      return { status: 200, cpu_ratio: week.cpu?.(atMs) ?? 0.5 }
    if (checkId.startsWith('utilisation-memoire')) return { status: 200, memory_used_ratio: 0.6 }
    if (!checkId.startsWith('taux-d-erreur'))
      return { status: checkId.startsWith('disponibilite') && week.fails?.(atMs) ? 503 : 200 }
    // The application works through the night; who counts is asleep.
    const requests = Math.round((atMs - counts.atMs) / 10)
    counts.requests += requests
    counts.good += requests - Math.round(requests * (week.errorShare?.(atMs) ?? 0))
    counts.atMs = atMs
    return { status: 200, values: { good: counts.good, requests: counts.requests } }
  }
  const engine = openTestMonitors(dir, {
    text: items.map((id) => `${id} ${watched(id) ? 1 : 0} ${id}`).join('\n'),
    gates: [gate],
    everySeconds: (checkId) => everySeconds.get(checkId),
    answers,
    tookMs: 120,
  })
  const { store, monitors, samples, time, runs } = engine
  const measures = createMeasureStore({
    samples,
    onLook: (listener) => monitors.onLook(listener),
    readBy: (_, checkId) => measureReading(runbook, checkId),
  })
  const runId = await engine.startRun()
  const byHand = items.filter((id) => !watched(id))
  return {
    /** As the gate stands once it has been looked at for three minutes. */
    async evaluate() {
      using gates = createGates({
        store,
        registry: runs.registry,
        monitors,
        samples,
        budgets: { readNow: () => undefined },
        readiness: { lines: () => [] },
        clock: time.clock,
        timer: time.timer,
      })
      await time.advance(3 * 60_000)
      const evaluation = gates.status(runId, gate.id)?.evaluation
      return {
        ...evaluation,
        of: (name: string) =>
          evaluation?.criteria.find(({ criterionId }) => criterionId.startsWith(name)),
      }
    },
    /** The lid is open nine hours a day, and closed every night and on the days after. */
    async live(days: number, daysOpen: number) {
      for (let n = 0; n < days; n++) {
        const hours = n < daysOpen ? openHours : 0
        await time.advance(hours * hour)
        if (n % 2 === 0) engine.tellPower('suspend')
        time.jump(day - hours * hour)
        if (n % 2 === 0) engine.tellPower('resume')
      }
      await time.advance(10 * 60_000)
    },
    async tick() {
      const set = { runId, itemIds: byHand, state: 'passed' } as const
      valueOf(await runs.handlers['item.set'](set, engine.idle))
    },
    async [Symbol.asyncDispose]() {
      measures[Symbol.dispose]()
      await engine[Symbol.asyncDispose]()
    },
  }
}

it('003 after a week, the laptop closed every night and at the weekend: GO, with the part that was seen', async () => {
  using folder = temporaryFolder()
  await using week = await openWeek(folder.dir, {})
  await week.live(5, 5)
  // More than a quarter of the window is seen by now, and the week is not over.
  const early = await week.evaluate()
  expect(early.of('disponibilite')).toMatchObject({ verdict: 'go' })
  expect(early).toMatchObject({ verdict: 'pending', decidedBy: 'week-passed' })
  await week.live(2, 0)
  await week.tick()
  const { verdict, of } = await week.evaluate()
  expect(verdict).toBe('go')
  const { window } = of('disponibilite') ?? {}
  // 45 hours and the minutes since, of 168.
  expect(window?.coverage).toBeGreaterThan(0.26)
  expect(window?.coverage).toBeLessThan(0.28)
  expect(window?.availability).toBe(1)
  expect(of('utilisation-cpu')?.window?.read['mean.cpu_ratio']).toBeCloseTo(0.5)
}, 120_000)

it('a week that was hardly looked at is UNKNOWN, however good what was seen', async () => {
  using folder = temporaryFolder()
  await using week = await openWeek(folder.dir, {})
  await week.live(7, 3)
  await week.tick()
  const { verdict, of } = await week.evaluate()
  expect(verdict).toBe('unknown')
  expect(of('disponibilite')).toMatchObject({
    verdict: 'unknown',
    reason: { id: 'gate.holes' },
  })
  expect(of('disponibilite')?.window?.coverage).toBeLessThan(0.18)
}, 120_000)

it('each of its numbers is missed where the week was bad', async () => {
  using folder = temporaryFolder()
  const onDay = (n: number, atMs: number) => Math.floor((atMs - startMs) / day) === n
  await using week = await openWeek(folder.dir, {
    // Twenty minutes of 45 hours are 0.7 %.
    fails: (atMs) => onDay(2, atMs) && (atMs - startMs) % day < 20 * 60_000,
    errorShare: (atMs) => (onDay(1, atMs) ? 0.02 : 0),
    cpu: (atMs) => (onDay(3, atMs) || onDay(4, atMs) ? 0.9 : 0.65),
  })
  await week.live(7, 5)
  await week.tick()
  const { verdict, of } = await week.evaluate()
  expect(verdict).toBe('no-go')
  for (const name of ['disponibilite', 'taux-d-erreur', 'utilisation-cpu'])
    expect([name, of(name)?.verdict]).toEqual([name, 'no-go'])
  for (const name of ['temps-de-reponse', 'utilisation-memoire'])
    expect([name, of(name)?.verdict]).toEqual([name, 'go'])
}, 120_000)
