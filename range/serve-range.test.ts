import { expect, test } from 'vitest'

import type { FromRange, ToRange } from './messages.ts'
import type { Range, RangeOptions } from './range.ts'
import { serveRange } from './serve-range.ts'

const drillWish = { type: 'drill', drillId: 'd1', kind: 'disk-full', afterMs: 0 } as const

/** A range of nothing, whose drill and end take as long as they are held. */
function serve({ onEnd = () => Promise.resolve() } = {}) {
  const said: FromRange[] = []
  const complaints: string[] = []
  const engines: (number | undefined)[] = []
  const mending = Promise.withResolvers<void>()
  const start = (options?: RangeOptions) => {
    options?.onPart?.({ name: 'medquiz', state: 'up' })
    return Promise.resolve({
      profileName: 'practice',
      profileText: '',
      runbooks: [],
      drillRunbooks: { en: 'drill.en.md', fr: 'drill.fr.md' },
      services: {},
      degradations: { possible: new Set(['errors']), set: () => Promise.resolve() },
      drill: {
        possible: ['disk-full'],
        begin: () => Promise.resolve(),
        end: () => mending.promise,
        engineIs: (pid: number | undefined) => void engines.push(pid),
      },
      [Symbol.asyncDispose]: onEnd,
    } as unknown as Range)
  }
  const served = serveRange({}, (one) => said.push(one), {
    start,
    complain: (problem) => void complaints.push(problem),
  })
  const until = async (wanted: Partial<FromRange>) => {
    await expect.poll(() => said).toContainEqual(expect.objectContaining(wanted))
  }
  return { served, said, until, complaints, engines, mending }
}

test('a wish that fails is said, and the next one is granted', async () => {
  const { served, until, complaints } = serve()
  await until({ type: 'ready' })
  served.take({ type: 'fault', service: 'nobody', fault: { kind: 'down' } } as unknown as ToRange)
  served.take({ type: 'degrade', kind: 'errors', on: true })
  await until({ type: 'degraded' })
  expect(complaints).toEqual([expect.stringMatching(/^fault: /)])
  served.take({ type: 'stop' })
  expect(await served.ended).toEqual({})
})

test('who may be killed is known at once, whatever a wish before it takes, and forgotten with its engine', async () => {
  const { served, until, engines, mending } = serve()
  await until({ type: 'ready' })
  served.take({ type: 'end-drill', drillId: 'd1' })
  served.take({ ...drillWish, enginePid: 1001 })
  served.engineIsGone()
  served.take({ type: 'hello', enginePid: 1002 })
  expect(engines).toEqual([undefined, 1001, undefined, 1002])
  mending.resolve()
  served.take({ type: 'stop' })
  await served.ended
})

test('one that is on its way out is ready for nobody, and grants nothing', async () => {
  const leaving = Promise.withResolvers<void>()
  const { served, said, until } = serve({ onEnd: () => leaving.promise })
  await until({ type: 'ready' })
  served.take({ type: 'stop' })
  const told = said.length
  served.take({ type: 'hello', enginePid: 1002 })
  served.take({ type: 'degrade', kind: 'errors', on: true })
  leaving.resolve()
  expect(await served.ended).toEqual({})
  expect(said.slice(told)).toEqual([
    { type: 'part', part: { name: 'medquiz', state: 'up' } },
    { type: 'stopped' },
  ])
})

test('what is left behind is told before the last word', async () => {
  const { served, said, until } = serve({ onEnd: () => Promise.reject(new Error('still there')) })
  await until({ type: 'ready' })
  served.take({ type: 'stop' })
  expect(await served.ended).toEqual({ problem: 'still there' })
  expect(said.slice(-2)).toEqual([{ type: 'failed', detail: 'still there' }, { type: 'stopped' }])
})
