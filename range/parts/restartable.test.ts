import { expect, test } from 'vitest'

import { startRestartable } from './restartable.ts'

test('what is put away while it is down does not come back', async () => {
  let starts = 0
  const server = await startRestartable(() => {
    starts += 1
    return Promise.resolve({
      output: () => '',
      ended: new Promise<void>(() => {}),
      setPaused() {},
      [Symbol.asyncDispose]: () => Promise.resolve(),
    })
  })
  await server.setDown(true)
  await server.setDown(false)
  expect(starts).toBe(2)
  await server.setDown(true)
  await server[Symbol.asyncDispose]()
  await server.setDown(false)
  expect(starts).toBe(2)
})
