import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type PeerCertificate } from 'node:tls'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { DrillKind } from '../../src/shared/model/drill.ts'
import { MissingProgram } from '../parts/part.ts'
import { realStarters, startRange, type Range } from '../range.ts'
import { eventually } from '../testing/leftovers.ts'
import { onTheBox, profileOf } from '../testing/on-the-box.ts'
import type { DrillState } from './drill.ts'

const missing = (program: string) => () => Promise.reject(new MissingProgram(program, 'install it'))

let range: Range
let states: (DrillState | undefined)[] = []

beforeAll(async () => {
  range = await startRange({
    starters: {
      ...realStarters,
      startContainer: missing('docker'),
      startPrometheus: missing('prometheus'),
      startAlertmanager: missing('alertmanager'),
    },
    onDrill: (state) => states.push(state),
  })
})
afterAll(() => range.stop())

const stateNow = () => states.findLast((state) => state !== undefined)?.state
const untilState = async (wanted: DrillState['state']) =>
  expect(
    await eventually(
      () => Promise.resolve(stateNow()),
      (state) => state === wanted,
    ),
  ).toBe(wanted)
async function begin(kind: DrillKind, { afterMs = 0 } = {}) {
  states = []
  await range.drill.begin({ type: 'drill', drillId: kind, kind, afterMs, enginePid: 0 })
}
async function breakBy(kind: DrillKind) {
  await begin(kind)
  await untilState('broken')
}
const box = (command: string) => onTheBox(range, command)
const ask = async (path: string) => {
  const answer = await fetch(`${range.services.medquiz.url}${path}`)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const versionNow = async () => (await ask('/v1/health/live')).body['version']
const readyNow = async () => (await ask('/v1/health/ready')).status

test('before it breaks 2.1 is in service and well, and who ends it then breaks nothing', async () => {
  await begin('bad-release', { afterMs: 60_000 })
  await eventually(versionNow, (version) => version === '2.1')
  expect([await versionNow(), await readyNow(), stateNow()]).toEqual(['2.1', 200, 'waiting'])
  await range.drill.end('another')
  expect(await versionNow()).toBe('2.1')
  await range.drill.end('bad-release')
  expect([await versionNow(), await readyNow()]).toEqual(['2.0', 200])
  expect(states.map((state) => state?.state)).toEqual(['waiting', undefined])
})

test('a bad release answers with errors until 2.0 is in service; 2.1 once more does not help', async () => {
  await breakBy('bad-release')
  expect([await versionNow(), await readyNow()]).toEqual(['2.1', 500])
  expect((await ask('/v1/auth/login')).status).toBe(500)
  await expect(box('deploy medquiz 1.9')).rejects.toMatchObject({ code: 2 })
  await expect(box('deploy mapquiz 2.0')).rejects.toMatchObject({ code: 2 })
  await box('deploy medquiz 2.1')
  expect(await readyNow()).toBe(500)
  expect(await box('deploy medquiz 2.0')).toBe(
    'medquiz: pulling 2.0\nmedquiz: starting 2.0\nmedquiz: 2.0 is in service',
  )
  await untilState('whole')
  expect([await versionNow(), await readyNow()]).toEqual(['2.0', 200])
  // It is asked, and not remembered: broken again, it is told so.
  await box('deploy medquiz 2.1')
  await untilState('broken')
  await range.drill.end('bad-release')
  expect([await versionNow(), await readyNow()]).toEqual(['2.0', 200])
  expect(states.at(-1)).toBeUndefined()
})

test('a migration that took data away is not undone by 2.0 alone, but by the backup as well', async () => {
  const { variables } = await profileOf(range)
  const { backup_file: backup = '' } = variables
  const sum = createHash('sha256')
    .update(await readFile(backup))
    .digest('hex')
  expect(await readFile(`${backup}.sha256`, 'utf8')).toBe(`${sum}  medquiz.sql\n`)

  await breakBy('migration')
  expect([await versionNow(), await readyNow()]).toEqual(['2.1', 500])
  await box('deploy medquiz 2.0')
  expect([await versionNow(), await readyNow()]).toEqual(['2.0', 500])
  expect(await readFile(variables['medquiz_log'] ?? '', 'utf8')).toContain(
    'column \\"kind\\" does not exist',
  )
  expect(stateNow()).toBe('broken')
  expect(await box('restore medquiz')).toContain(backup)
  await untilState('whole')
  expect(await readyNow()).toBe(200)
  await range.drill.end('migration')

  // The other order, as its plan has it: 2.1 does not come back to life by the backup.
  await breakBy('migration')
  await box('restore medquiz')
  expect([await versionNow(), await readyNow()]).toEqual(['2.1', 500])
  await box('deploy medquiz 2.0')
  await untilState('whole')
  await range.drill.end('migration')
})

test('an expired certificate is served until the one before is put back', async () => {
  const { variables } = await profileOf(range)
  const ca = await readFile(variables['ca_file'] ?? '', 'utf8')
  const { host, port } = range.services.site
  const served = async () => {
    const socket = connect({ host, port, servername: host, ca, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const { authorizationError } = socket
    const certificate: PeerCertificate = socket.getPeerCertificate()
    socket.destroy()
    return { problem: String(authorizationError), serial: certificate.serialNumber }
  }
  const before = await served()
  expect(before.problem).toBe('null')
  await expect(box('certificate site previous')).rejects.toMatchObject({ code: 1 })
  await breakBy('certificate')
  expect((await served()).problem).toBe('CERT_HAS_EXPIRED')
  // A wrong way.
  await box('deploy medquiz 2.0')
  expect([(await served()).problem, stateNow()]).toEqual(['CERT_HAS_EXPIRED', 'broken'])
  await box('certificate site previous')
  await untilState('whole')
  expect(await served()).toEqual(before)
  await range.drill.end('certificate')
})

test('the link is cut while 2.0 is deployed, nobody can log in, and it is deployed all the same', async () => {
  await breakBy('link-cut')
  // Its session is cut: who called never learns how it went.
  await expect(box('deploy medquiz 2.0')).rejects.toMatchObject({ code: 255 })
  await expect(box('true')).rejects.toMatchObject({ code: 255 })
  expect(await eventually(versionNow, (version) => version === '2.0')).toBe('2.0')
  expect(await readyNow()).toBe(200)
  // Whoever gives up does not wait until the link is back by itself.
  await range.drill.end('link-cut')
  expect(await box('deploy medquiz 2.0')).toContain('2.0 is in service')
})

test('the laptop dies while 2.0 is deployed, and it is deployed all the same', async () => {
  const laptop = spawn('sleep', ['600'])
  const died = once(laptop, 'exit')
  const former = spawn('true')
  await once(former, 'exit')
  range.drill.engineIs(former.pid)
  await breakBy('laptop-killed')
  // Warroom was started again meanwhile: it is that one that dies.
  range.drill.engineIs(laptop.pid ?? 0)
  expect(await readyNow()).toBe(500)
  await box('deploy medquiz 2.0')
  expect(await died).toEqual([null, 'SIGKILL'])
  await untilState('whole')
  await range.drill.end('laptop-killed')
})

test('a drill that is ended is mended from wherever it stands, and can begin again', async () => {
  for (const kind of ['migration', 'certificate', 'bad-release'] as const) {
    await breakBy(kind)
    await range.drill.end(kind)
    expect(states.map((state) => state?.state)).toEqual([
      'waiting',
      'breaking',
      'broken',
      'whole',
      undefined,
    ])
    expect([await versionNow(), await readyNow()]).toEqual(['2.0', 200])
  }
  await breakBy('certificate')
  await box('certificate site previous')
  await box('restore medquiz')
  await range.drill.end('certificate')
  expect([await versionNow(), await readyNow()]).toEqual(['2.0', 200])
})

test('what is not possible here is told, and breaks nothing', async () => {
  expect(range.drill.possible).not.toContain('alert-storm')
  await begin('alert-storm')
  await untilState('failed')
  expect(states.at(-1)?.problem).toContain('not possible')
  await range.drill.end('alert-storm')
})
