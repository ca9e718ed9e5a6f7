import { expect, it } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import { ok } from '../../shared/result.ts'
import type { RangeStatus } from '../../shared/rpc/views.ts'
import { createKeyedStore } from '../rpc/keyed-source.ts'
import { createSimulatedTime } from '../time/simulated-time.fixture.ts'
import { readyRange } from './ready-range.ts'

const starting: RangeStatus = { state: 'starting', parts: [] }

/** A range that begins to start when it is asked to, and gets no further by itself. */
function openRange(initial: RangeStatus['state'] = 'stopped') {
  const time = createSimulatedTime()
  const status = createKeyedStore<RangeStatus>([['status', { ...starting, state: initial }]])
  const asked: string[] = []
  const practice = {
    status,
    handlers: {
      'range.start'() {
        asked.push('start')
        status.set('status', starting)
        return Promise.resolve(ok(null))
      },
      'range.stop'() {
        asked.push('stop')
        return Promise.resolve(ok(null))
      },
    },
  }
  const come = (state: RangeStatus['state'], more: Partial<RangeStatus> = {}) =>
    status.set('status', { ...starting, state, ...more })
  const signal = new AbortController().signal
  return { time, asked, come, ready: () => readyRange(practice, time.timer, signal) }
}

it('waits for three minutes, and then takes the range that it started along', async () => {
  const { time, asked, ready } = openRange()
  const waiting = ready()
  await time.settle()
  await time.advance(179_000)
  expect(asked).toEqual(['start'])
  await time.advance(1_000)
  expect(await waiting).toMatchObject({
    ok: false,
    failure: { message: { id: 'drill.range-late', values: { seconds: 180 } } },
  })
  expect(asked).toEqual(['start', 'stop'])
})

it('leaves one that somebody else started, however long it takes', async () => {
  const { time, asked, ready } = openRange('starting')
  const waiting = ready()
  await time.settle()
  await time.advance(180_000)
  expect(await waiting).toMatchObject({ ok: false })
  expect(asked).toEqual([])
})

it('takes it as soon as it runs, and leaves nothing that waits', async () => {
  const { time, asked, come, ready } = openRange()
  const waiting = ready()
  await time.settle()
  await time.advance(10_000)
  come('running', { drillKinds: ['disk-full'] })
  expect(await waiting).toMatchObject({ ok: true, value: { drillKinds: ['disk-full'] } })
  await time.advance(200_000)
  expect(asked).toEqual(['start'])
})

it.each([
  ['failed', 'range.profile-taken', { problem: message('range.profile-taken', { name: 'x' }) }],
  ['failed', 'drill.range-gone', {}],
  ['stopping', 'drill.range-gone', {}],
  ['stopped', 'drill.range-gone', {}],
] as const)('says so where it is %s instead: %s', async (state, id, more) => {
  const { time, come, ready } = openRange()
  const waiting = ready()
  await time.settle()
  come(state, more)
  expect(await waiting).toMatchObject({ ok: false, failure: { message: { id } } })
})
