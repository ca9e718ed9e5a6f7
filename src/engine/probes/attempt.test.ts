import { expect, test } from 'vitest'

import { measureWithin } from './attempt.ts'

const shown = { target: 'box', command: 'work' }
const never = () => Promise.reject(new Error('it is not asked for'))

function measure(work: () => Promise<never>, signal: AbortSignal) {
  const context = {
    signal,
    timeoutMs: 60_000,
    redact: (text: string) => text,
    shell: never,
    tunnel: never,
    database: () => undefined,
  }
  return measureWithin(context, shown, work)
}

test('what is cancelled and does not say that it is gone may still run', async () => {
  const stop = new AbortController()
  const hung = measure(() => new Promise(() => {}), stop.signal)
  stop.abort()
  expect(await hung).toMatchObject({ cause: 'cancelled', mayStillRun: true })
})

test('what ends once it is cancelled does not', async () => {
  const stop = new AbortController()
  const { promise, reject } = Promise.withResolvers<never>()
  const ended = measure(() => promise, stop.signal)
  stop.abort()
  reject(new Error('it was cut'))
  const measurement = await ended
  expect(measurement).toMatchObject({ cause: 'cancelled' })
  expect(measurement).not.toHaveProperty('mayStillRun')
})
