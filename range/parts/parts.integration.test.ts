import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

import { Redis } from 'ioredis'
import { Client } from 'pg'
import { expect, test } from 'vitest'

import { eventually, leftoversOf } from '../testing/leftovers.ts'
import { startAlertmanager } from './alertmanager.ts'
import { startPostgres } from './postgres.ts'
import { startPrometheus } from './prometheus.ts'
import { startRedis } from './redis.ts'
import { startSshd, type SshdPart } from './sshd.ts'

const run = promisify(execFile)

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

function login(sshd: SshdPart, identityFile: string, command: string) {
  const options = ['-o', `UserKnownHostsFile=${sshd.knownHostsFile}`, '-o', 'BatchMode=yes']
  const who = [
    '-F',
    'none',
    '-i',
    identityFile,
    '-p',
    String(sshd.port),
    `${sshd.user}@${sshd.host}`,
  ]
  return run('ssh', [...options, ...who, command])
}

test('PostgreSQL answers, wants its password, and leaves nothing', async () => {
  const postgres = await startPostgres()
  expect(await ask(postgres.url, 'SELECT 1 + 1 AS two')).toEqual([{ two: 2 }])
  const wrong = postgres.url.replace(postgres.password, 'wrong')
  await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })

  // A client that stays connected does not hold up the stop.
  const idle = new Client({ connectionString: postgres.url })
  idle.on('error', () => {})
  await idle.connect()
  await postgres.stop()
  expect(await leftoversOf([postgres.folder])).toEqual([])
})

test('PostgreSQL comes back on the port it had', async () => {
  await using first = await startPostgres()
  const { port } = first
  await first.stop()
  await using second = await startPostgres({ port, user: 'sylion', settings: { work_mem: '1MB' } })
  expect(second.port).toBe(port)
  expect(await ask(second.url, 'SELECT current_user AS me')).toEqual([{ me: 'sylion' }])
  expect(await ask(second.url, 'SHOW work_mem')).toEqual([{ work_mem: '1MB' }])
})

test('Redis answers, wants its password, hides it from ps, and leaves nothing', async () => {
  const password = `it's "quoted" \\ and spaced`
  const redis = await startRedis({ password, settings: { maxmemory: '64mb' } })
  const client = new Redis(redis.url, { lazyConnect: true })
  await client.connect()
  expect(await client.ping()).toBe('PONG')
  expect(await client.config('GET', 'maxmemory')).toEqual(['maxmemory', String(64 * 1024 * 1024)])
  client.disconnect()

  const anonymous = connect(redis.port, redis.host)
  anonymous.write('GET key\r\n')
  const [answer] = (await once(anonymous, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^-NOAUTH /)
  anonymous.destroy()

  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'args='])
  expect(stdout).not.toContain(password)
  expect((await stat(`${redis.folder}/redis.conf`)).mode & 0o777).toBe(0o600)
  await redis.stop()
  expect(await leftoversOf([redis.folder])).toEqual([])
})

test('sshd lets its own key in, under the host key it names, and leaves nothing', async () => {
  const sshd = await startSshd({ passphrase: 'open sesame' })
  const { stdout } = await login(sshd, sshd.identityFile, 'echo "$SSH_CONNECTION"')
  expect(stdout).toContain(` ${sshd.port}`)
  expect(await readFile(sshd.knownHostsFile, 'utf8')).toContain(sshd.hostPublicKey)

  const encrypted = sshd.encryptedIdentityFile ?? ''
  await expect(run('ssh-keygen', ['-y', '-P', '', '-f', encrypted])).rejects.toThrow(/passphrase/)
  await run('ssh-keygen', ['-p', '-P', 'open sesame', '-N', '', '-f', encrypted])
  await login(sshd, encrypted, 'true')

  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${sshd.folder}/stranger`])
  await expect(login(sshd, `${sshd.folder}/stranger`, 'true')).rejects.toThrow(/Permission denied/)
  await sshd.stop()
  expect(await leftoversOf([sshd.folder])).toEqual([])
})

test('another sshd on the same port has another host key, which a client notices', async () => {
  await using first = await startSshd()
  const { port } = first
  const known = await readFile(first.knownHostsFile, 'utf8')
  await first.stop()
  await using second = await startSshd({ port, hostKeyType: 'ecdsa' })
  expect(second.hostPublicKey).toMatch(/^ecdsa-sha2-nistp256 /)
  expect(await readFile(second.knownHostsFile, 'utf8')).not.toBe(known)
})

test('commands in sessions that are still open end with sshd', async () => {
  const sshd = await startSshd()
  const marker = `${sshd.folder}/running`
  const command = `sleep 300 & echo > ${marker}; wait; : ${marker}`
  const session = login(sshd, sshd.identityFile, command).catch((error: unknown) => error)
  await eventually(
    () =>
      stat(marker).then(
        () => true,
        () => false,
      ),
    Boolean,
  )
  await sshd.stop()
  expect(await session).toBeInstanceOf(Error)
  const left = await eventually(
    () => leftoversOf([sshd.folder]),
    (seen) => seen.length === 0,
  )
  expect(left).toEqual([])
})

test('kill -9 of their owner takes every server and folder with it', async () => {
  const owner = spawn(process.execPath, ['range/testing/owner.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { value: line } = await createInterface(owner.stdout)[Symbol.asyncIterator]().next()
  const { folders } = JSON.parse(String(line)) as { folders: string[] }
  expect((await leftoversOf(folders)).length).toBeGreaterThan(folders.length)
  owner.kill('SIGKILL')
  const left = await eventually(
    () => leftoversOf(folders),
    (seen) => seen.length === 0,
  )
  expect(left).toEqual([])
})

test('Prometheus sends what fires to Alertmanager, and both leave nothing', async () => {
  const alertmanager = await startAlertmanager()
  const prometheus = await startPrometheus({
    groups: [{ name: 'practice', rules: [{ alert: 'Always', expr: 'vector(1)' }] }],
    alertmanager: `${alertmanager.host}:${alertmanager.port}`,
  })
  const heard = async () => {
    const answer = await fetch(`${alertmanager.url}/api/v2/alerts`)
    return ((await answer.json()) as { labels: { alertname: string } }[]).map(
      ({ labels }) => labels.alertname,
    )
  }
  expect(await eventually(heard, (names) => names.length > 0)).toEqual(['Always'])
  await prometheus.stop()
  await alertmanager.stop()
  expect(await leftoversOf([prometheus.folder, alertmanager.folder])).toEqual([])
})
