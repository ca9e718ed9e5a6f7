import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { CheckSpec, Json, ProbeKind } from '../../shared/model/check.ts'
import { profileSchema } from '../../shared/model/profile.ts'
import { createCheckEnvironment } from '../check/check-environment.ts'
import type { FarSide } from '../probes/far-side.process.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createVault } from '../secrets/vault.ts'
import { systemClock } from '../time/clock.ts'
import { systemTimer } from '../time/timer.ts'
import { createNetwork, systemAddresses } from './network.ts'
import { openSamples } from './open-samples.ts'
import { watchChecks } from './watch-checks.ts'

/**
 * Runs in a network of its own, with a cable to another one in which a host stands: the cable is
 * pulled, and plugged in elsewhere. Says what monitors made of it, and how long it took them.
 */
export interface SwitchReport {
  lost: { ms: number; far: string; farStale: boolean; near: string; network: string }
  back: { ms: number; network: string }
  switched: { ms: number }
  failures: number
  nearLooks: number
  transitions: string[]
}

const ip = (words: string) => execFileSync('ip', words.split(' '))
const farAddress = '10.77.0.2'
const opened = new AsyncDisposableStack()
const folder = await mkdtemp(join(tmpdir(), 'warroom-switch-'))
opened.defer(() => rm(folder, { recursive: true, force: true }))

ip('link set lo up')
ip('link add near0 type veth peer name far0')
const farProgram = join(import.meta.dirname, '../probes/far-side.process.ts')
const farArgv = ['-n', process.execPath, farProgram, join(folder, 'door'), farAddress]
const farProcess = spawn('unshare', farArgv, { stdio: ['pipe', 'pipe', 'inherit'] })
opened.defer(async () => {
  const gone = once(farProcess, 'close')
  farProcess.stdin.end()
  await gone
})
// unshare becomes the program: its process is the network's.
await once(farProcess.stdout, 'data')
ip(`link set far0 netns ${farProcess.pid}`)
farProcess.stdin.write('\n')
const [line] = (await once(farProcess.stdout, 'data')) as [Buffer]
const far = JSON.parse(line.toString()) as FarSide
const plugIn = (address: string) => {
  ip(`addr add ${address}/24 dev near0`)
  ip('link set near0 up')
}
plugIn('10.77.0.11')

const near = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1')
await once(near, 'listening')
opened.defer(() => void near.close())
const nearPort = (near.address() as AddressInfo).port
const knownHostsFile = join(folder, 'known_hosts')
await writeFile(knownHostsFile, `${farAddress} ${far.hostPublicKey}\n`)
const { user, identityFile } = far
const ssh = { host: farAddress, port: far.door, user, identityFile, knownHostsFile }
const redactor = createRedactor()
const environment = opened.use(
  createCheckEnvironment({
    profile: profileSchema.parse({
      name: 'far',
      environment: 'practice',
      hosts: { 'prod-1': { ssh } },
    }),
    profileName: 'far',
    runbookVariables: {},
    redactor,
    vault: createVault({ file: '' }),
    clock: systemClock,
  }),
)
const network = opened.use(
  createNetwork({ clock: systemClock, timer: systemTimer, addresses: systemAddresses }),
)
const samples = opened.use(openSamples({ clock: systemClock, log: () => undefined }))
const transitions: string[] = []
const spec = (id: string, kind: ProbeKind, config: Record<string, Json>): CheckSpec => ({
  id,
  itemId: id,
  kind,
  config,
  everySeconds: 5,
  timeoutMs: 4000,
  origin: 'fence',
  line: 1,
  column: 1,
})
const watches = opened.use(
  watchChecks({
    checks: [
      spec('tunnel', 'http', { url: `http://localhost:${far.http}/`, via: 'prod-1' }),
      spec('command', 'command', { run: 'true', on: 'prod-1' }),
      spec('near', 'http', { url: `http://127.0.0.1:${nearPort}/` }),
    ].map((each) => ({ spec: each, title: each.id })),
    prepare: (check) => environment.prepare(check),
    samples,
    clock: systemClock,
    timer: systemTimer,
    limits: { total: 8, perTarget: 8 },
    redact: (text) => redactor.redact(text),
    network,
    onInterrupted: () => environment.probeConnections(),
    onTransition: ({ id }, { to }) => transitions.push(`${id} ${to}`),
  }),
)

const statusOf = (id: string) => {
  const found = watches.summaries().find(({ status }) => status.checkId === id)
  if (!found) throw new Error(`there is no monitor ${id}`)
  return found
}
/** How long it takes until something holds. */
async function until(holds: () => boolean): Promise<number> {
  const startMs = systemClock.monotonicMs()
  while (!holds()) {
    if (systemClock.monotonicMs() - startMs > 40_000) throw new Error(`never: ${String(holds)}`)
    await new Promise<void>((resolve) => void systemTimer.after(50, resolve))
  }
  return Math.round(systemClock.monotonicMs() - startMs)
}
/** Measured, and well, after a moment. */
const areSeen = (sinceMs: number) =>
  ['tunnel', 'command'].every((id) => {
    const { last, state, stale } = statusOf(id).status
    const isNew = last !== undefined && Date.parse(last.at) > sinceMs
    return isNew && last.verdict === 'passed' && state === 'up' && !stale
  })
const nowMs = () => Date.parse(systemClock.now())

await until(() => areSeen(0) && statusOf('near').status.state === 'up')

ip('addr flush dev near0')
ip('link set near0 down')
const lostMs = await until(() => network.lostSinceMs !== undefined)
const tunnel = statusOf('tunnel').status
const lost = {
  ms: lostMs,
  far: tunnel.state,
  farStale: tunnel.stale,
  near: statusOf('near').status.state,
  network: network.state,
}
const nearBefore = statusOf('near').window.counts.passed
await until(() => statusOf('near').window.counts.passed >= nearBefore + 3)

const pluggedMs = nowMs()
plugIn('10.77.0.12')
const back = { ms: await until(() => areSeen(pluggedMs)), network: network.state }

// From one network to another, too fast to be without one in between.
const switchedMs = nowMs()
ip('addr del 10.77.0.12/24 dev near0')
ip('addr add 10.77.0.13/24 dev near0')
const switched = { ms: await until(() => areSeen(switchedMs + 1000)) }

const windows = watches.summaries().map(({ window }) => window.counts)
const report: SwitchReport = {
  lost,
  back,
  switched,
  failures: windows.reduce((sum, { failed }) => sum + failed, 0),
  nearLooks: statusOf('near').window.counts.passed,
  transitions,
}
process.stdout.write(`${JSON.stringify(report)}\n`)
await opened.disposeAsync()
process.exit(0)
