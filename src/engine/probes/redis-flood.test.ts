import { expect, it } from 'vitest'

import { measure } from './conformance.ts'
import { startFaultServer } from './fault-servers.ts'
import { probeOf } from './registry.ts'

it('a flood between two questions is told as too large, not as closed', async () => {
  const closed = Promise.withResolvers<void>()
  await using server = await startFaultServer((socket) => {
    socket.on('close', () => closed.resolve())
    socket.write(`+PONG\r\n$1073741824\r\n${'x'.repeat(2 * 1024 * 1024)}`)
  })
  let takes = 0
  const redisBudget = {
    most: 1000,
    // The second question waits until the connection has already been given up.
    take: async () => void (takes++ > 0 && (await closed.promise)),
  }
  const measurement = await measure(
    probeOf('queue'),
    { url: `redis://${server.host}:${server.port}`, name: 'q' },
    { timeoutMs: 3000, redisBudget },
  )
  expect(measurement).toMatchObject({ kind: 'measured', facts: { error: 'too-large' } })
})
