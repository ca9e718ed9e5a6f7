import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { eventually, leftoversOf } from '../testing/leftovers.ts'
import { createTemporaryFolder, onFreePort, ServerNotReady, startServer } from './process.ts'

test('a server is ready when it says so, and is gone with its family after the stop', async () => {
  await using folder = await createTemporaryFolder('warroom-test')
  const script = 'sh -c "sleep 300; : $1" child "$1" & echo on the air; wait'
  const server = await startServer({
    command: 'sh',
    args: ['-c', script, 'server', folder.path],
    readyWhen: /on the air/,
    folder,
  })
  const alive = await leftoversOf([folder.path])
  expect(alive.filter((line) => line.includes('sleep 300; :'))).not.toHaveLength(0)
  await server[Symbol.asyncDispose]()
  const left = await leftoversOf([folder.path])
  expect(left.filter((line) => line.includes('sleep 300; :'))).toEqual([])
})

test('a server that ignores the stop signal is killed after its grace', async () => {
  await using folder = await createTemporaryFolder('warroom-test')
  const server = await startServer({
    command: 'sh',
    args: ['-c', 'trap "" TERM; echo up; while :; do sleep 1; done', 'stubborn', folder.path],
    readyWhen: /up/,
    folder,
    graceMs: 300,
  })
  await server[Symbol.asyncDispose]()
  const left = await leftoversOf([folder.path])
  expect(left.filter((line) => line.includes('stubborn'))).toEqual([])
})

test('a server is asked to stop by the signal it knows', async () => {
  await using folder = await createTemporaryFolder('warroom-test')
  const program = `
    process.on('SIGINT', () => { fs.writeFileSync('farewell', 'fast'); process.exit() })
    setInterval(() => {}, 1000)
    console.log('up')`
  const server = await startServer({
    command: process.execPath,
    args: ['-e', program],
    readyWhen: /up/,
    folder,
    stopSignal: 'INT',
  })
  await server[Symbol.asyncDispose]()
  expect(await readFile(join(folder.path, 'farewell'), 'utf8')).toBe('fast')
})

test('a server that ends before it is ready fails with its own words', async () => {
  await using folder = await createTemporaryFolder('warroom-test')
  const started = startServer({
    command: 'sh',
    args: ['-c', 'echo no such luck >&2; exit 3'],
    readyWhen: /never/,
    folder,
  })
  await expect(started).rejects.toThrow(/ended before it was ready[^]*no such luck/)
})

test('a server that stays silent fails at its deadline and is gone', async () => {
  await using folder = await createTemporaryFolder('warroom-test')
  const started = startServer({
    command: 'sh',
    args: ['-c', 'sleep 300', 'silent', folder.path],
    readyWhen: /never/,
    folder,
    readyWithinMs: 200,
  })
  await expect(started).rejects.toThrow(/not ready in 200 ms/)
  const left = await leftoversOf([folder.path])
  expect(left.filter((line) => line.includes('silent'))).toEqual([])
})

test('a program that does not exist is a failure, not a hang', async () => {
  await using folder = await createTemporaryFolder('warroom-test')
  const started = startServer({
    command: '/no/such/program',
    args: [],
    readyWhen: /never/,
    folder,
  })
  await expect(started).rejects.toBeInstanceOf(ServerNotReady)
})

test('a temporary folder is private, and gone when disposed of', async () => {
  const folder = await createTemporaryFolder('warroom-test')
  await writeFile(join(folder.path, 'file'), 'text')
  expect((await stat(folder.path)).mode & 0o777).toBe(0o700)
  await folder[Symbol.asyncDispose]()
  const left = await eventually(
    () => leftoversOf([folder.path]),
    (seen) => seen.length === 0,
  )
  expect(left).toEqual([])
})

test('a port that somebody took in between is tried again elsewhere', async () => {
  const ports: number[] = []
  const port = await onFreePort((candidate) => {
    ports.push(candidate)
    return ports.length < 3
      ? Promise.reject(new ServerNotReady('server', 'ended', 'bind: Address already in use'))
      : Promise.resolve(candidate)
  })
  expect(ports).toHaveLength(3)
  expect(port).toBe(ports[2])
})

test('another failure than a taken port is not tried again', async () => {
  let tries = 0
  const started = onFreePort(() => {
    tries++
    return Promise.reject(new ServerNotReady('server', 'ended', 'bad configuration'))
  })
  await expect(started).rejects.toThrow('bad configuration')
  expect(tries).toBe(1)
})
