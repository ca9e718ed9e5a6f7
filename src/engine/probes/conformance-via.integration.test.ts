import { afterAll } from 'vitest'

import { createShellProvider } from '../shell/shell-provider.ts'
import { openSshTestBench } from '../shell/ssh-test-bench.ts'
import { databaseSuites } from './conformance-database.ts'
import { metricsSuites } from './conformance-metrics.ts'
import { networkSuites } from './conformance-network.ts'
import { websocketSuite } from './conformance-websocket.ts'
import { describeConformance } from './conformance.ts'

/** Every probe that connects, through a real OpenSSH: it misbehaves as the target does, and no more. */
const bench = await openSshTestBench()
const provider = createShellProvider({
  hosts: { 'prod-1': { ssh: bench.settings } },
  sshDefaults: bench.defaults,
})
// The one connection stands before the first handle is counted.
const first = await provider.tunnel('prod-1', new AbortController().signal)
if (!first.ok) throw new Error(JSON.stringify(first))
afterAll(async () => {
  if (first.ok) first.value?.[Symbol.dispose]()
  await provider.dispose()
  await bench[Symbol.asyncDispose]()
})

for (const suite of [...networkSuites, websocketSuite, ...databaseSuites, ...metricsSuites]) {
  describeConformance(suite, {
    via: 'prod-1',
    tunnel: (name, signal) => provider.tunnel(name, signal),
  })
}
