import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { followed, isRunning, pidsOf, run, tryFollowing, underLoad } from './shell-test-bench.ts'
import { openSshTestBench } from './ssh-test-bench.ts'
import type { SshTestBench } from './ssh-test-bench.ts'

let bench: SshTestBench
beforeAll(async () => {
  bench = await openSshTestBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

describe('a command over SSH', () => {
  it('gives its status, both streams, and reads input, environment and folder', async () => {
    const shell = bench.open()
    expect(await run(shell, { script: 'echo café; echo oops >&2; exit 3' })).toMatchObject({
      kind: 'exited',
      exitCode: 3,
      stdout: 'café\n',
      stderr: 'oops\n',
    })
    expect(
      await run(
        shell,
        { script: 'printf %s "$WORD"; cat; pwd' },
        { stdin: 'in', env: { WORD: "l'été\n" }, cwd: '/tmp' },
      ),
    ).toMatchObject({ stdout: "l'été\nin/tmp\n" })
    expect(await run(shell, { argv: ['printf', '%s|', '$HOME', "'", '*'] })).toMatchObject({
      stdout: "$HOME|'|*|",
    })
    expect(await run(shell, { script: 'kill -s KILL $$' })).toMatchObject({
      exitCode: 137,
      signal: 'SIGKILL',
    })
  })

  it('is followed for as long as it writes, held back, and killed', async () => {
    expect(await tryFollowing(bench.open())).toMatchObject(followed)
  })

  it('carries large input and output, capped', async () => {
    const stdin = 'é'.repeat(1_000_000)
    expect(await run(bench.open(), { argv: ['wc', '-c'] }, { stdin })).toMatchObject({
      stdout: '2000000\n',
    })
    const outcome = await run(bench.open(), { argv: ['cat'] }, { stdin, maxOutputBytes: 1001 })
    expect(outcome).toMatchObject({ stdout: 'é'.repeat(500), truncated: true, exitCode: 0 })
  })

  it('says what is missing, and when a login may run nothing', async () => {
    expect(await run(bench.open(), { argv: ['no-such-program'] })).toMatchObject({
      kind: 'not-run',
      cause: 'missing-program',
      message: { values: { program: 'no-such-program', place: 'prod-1' } },
    })
    expect(await run(bench.open(), { script: 'true' }, { cwd: '/no/such/folder' })).toMatchObject({
      cause: 'missing-file',
    })
    const port = await bench.startVariant([
      'ForceCommand=echo this account is for mail only; exit 1',
    ])
    const settings = await bench.atPort(port)
    expect(await run(bench.open(settings), { script: 'true' })).toMatchObject({
      kind: 'not-run',
      cause: 'denied',
      detail: 'this account is for mail only',
      mayStillRun: false,
    })
  })

  it('puts neither script nor environment on a command line there', async () => {
    const outcome = await run(
      bench.open(),
      { script: 'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " "; : s3cret-in-script' },
      { env: { TOKEN: 's3cret-in-env' } },
    )
    if (outcome.kind !== 'exited') throw new Error('it did not run')
    expect(outcome.stdout).toContain('IFS= read -r warroom')
    expect(outcome.stdout).not.toContain('s3cret')
  })
})

describe('one connection a host', () => {
  it('is shared by those who come first together', async () => {
    const before = bench.logins()
    const shell = bench.open()
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => run(shell, { script: `echo ${index}` })),
    )
    expect(outcomes.map((outcome) => outcome.kind === 'exited' && outcome.stdout)).toEqual(
      Array.from({ length: 30 }, (_, index) => `${index}\n`),
    )
    expect(bench.logins() - before).toBe(1)
  })

  it('adapts to a server that allows few sessions', async () => {
    const port = await bench.startVariant(['MaxSessions=2'])
    const shell = bench.open(await bench.atPort(port))
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () => run(shell, { script: 'echo in' })),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 12 }, () => 'exited'))
  })

  it('is closed when idle, and opened again', async () => {
    const before = bench.logins()
    const goodbyes = () => bench.sshd.output().split('Disconnected from user').length
    const goodbyesBefore = goodbyes()
    const shell = bench.open(bench.settings, { idleCloseMs: 20 })
    await run(shell, { script: 'true' })
    await vi.waitFor(() => expect(goodbyes() - goodbyesBefore).toBe(1), 20_000)
    expect(await run(shell, { script: 'echo 2' })).toMatchObject({ stdout: '2\n' })
    expect(bench.logins() - before).toBe(2)
  })

  it('is opened again after a loss', async () => {
    const link = await bench.startLink()
    const shell = bench.open(await bench.atPort(link.port))
    expect(await run(shell, { script: 'echo 1' })).toMatchObject({ stdout: '1\n' })
    link.cut()
    await vi.waitFor(async () =>
      expect(await run(shell, { script: 'echo 2' })).toMatchObject({ stdout: '2\n' }),
    )
  })

  it('goes through jumps of the SSH configuration, each with its own checks', async () => {
    const config = join(bench.folder, 'jump_config')
    const common = `  HostName 127.0.0.1\n  Port ${bench.sshd.port}\n  User ${bench.sshd.user}\n  IdentityFile ${bench.sshd.identityFile}\n`
    await writeFile(
      config,
      `Host gate\n${common}Host middle\n${common}Host inner\n${common}  ProxyJump gate,middle\nHost loop\n  ProxyJump back\nHost back\n  ProxyJump loop\n`,
    )
    const before = bench.logins()
    const withConfig = { ...bench.defaults, configFiles: [config] }
    const { knownHostsFile } = bench.settings
    const shell = bench.open({ host: 'inner', knownHostsFile }, { defaults: withConfig })
    expect(await run(shell, { script: 'echo in' })).toMatchObject({ stdout: 'in\n' })
    expect(bench.logins() - before).toBe(3)
    const unknown = bench.open(
      { host: 'inner', knownHostsFile: await bench.knownHostsWith('') },
      { defaults: withConfig },
    )
    expect(await run(unknown, { script: 'true' })).toMatchObject({
      cause: 'host-key-unknown',
      message: { values: { host: 'gate' } },
    })
    expect(
      await run(bench.open({ host: 'loop' }, { defaults: withConfig }), { script: 'true' }),
    ).toMatchObject({ message: { id: 'shell.ssh.jump-circle' } })
  })
})

describe('bar 9: deadlines', () => {
  it('the command’s own deadline holds while connecting, too', async () => {
    const port = await bench.listen(createServer(() => {}))
    const outcome = await run(
      bench.open({ ...bench.settings, port }),
      { script: 'true' },
      { timeoutMs: 300 },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: false })
    expect(outcome.durationMs).toBeLessThan(1_300)
  })

  it.each([
    ['refused', { port: 1 }, 'denied', 'shell.ssh.refused'],
    [
      'no such name',
      { host: 'no-such-host.invalid' },
      'name-not-found',
      'shell.ssh.name-not-found',
    ],
  ])('%s', async (_name, change, cause, id) => {
    const outcome = await run(bench.open({ ...bench.settings, ...change }), { script: 'true' })
    expect(outcome).toMatchObject({ kind: 'not-run', cause, message: { id }, mayStillRun: false })
  })

  it('something that does not speak SSH', async () => {
    const port = await bench.listen(
      createServer((socket) =>
        socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      ),
    )
    const outcome = await run(bench.open({ ...bench.settings, port }), { script: 'true' })
    expect(outcome).toMatchObject({
      kind: 'not-run',
      cause: 'link-lost',
      message: { id: 'shell.ssh.not-ssh' },
    })
  })
})

describe('bar 10: after a timeout the remote group is gone, or it is said', () => {
  it.each([
    ['children', 'echo $$; sleep 300 & echo $!; sleep 300 & echo $!; wait'],
    ['groups of their own, as timeout(1) makes', 'echo $$; timeout 400 sleep 300 & echo $!; wait'],
    ['input that was read to its end', 'echo $$; cat; sleep 300'],
  ])('%s', underLoad, async (_name, script) => {
    const shell = bench.open()
    await run(shell, { script: 'true' })
    const outcome = await run(shell, { script }, { timeoutMs: 1_500 })
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: false })
    expect(outcome.durationMs).toBeLessThan(2_500)
    const pids = pidsOf(outcome)
    expect(pids.length).toBeGreaterThan(0)
    expect(pids.filter(isRunning)).toEqual([])
  })

  it('TERM ignored: killed all the same, which is proved in time or else not claimed', async () => {
    const shell = bench.open()
    const script = 'trap "" TERM; echo $$; (trap "" TERM; sleep 300) & echo $!; wait; sleep 300'
    const outcome = await run(shell, { script }, { timeoutMs: 1_500 })
    expect(outcome.kind).toBe('timed-out')
    expect(outcome.durationMs).toBeLessThan(2_500)
    const pids = pidsOf(outcome)
    expect(pids).toHaveLength(2)
    if (outcome.kind === 'timed-out' && outcome.mayStillRun) await shell[Symbol.asyncDispose]()
    expect(pids.filter(isRunning)).toEqual([])
  })

  it('also when all places of the connection are taken', async () => {
    const shell = bench.open()
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        run(shell, { script: 'echo $$; sleep 300' }, { timeoutMs: 2_500 }),
      ),
    )
    const pids = outcomes.flatMap(pidsOf)
    expect(pids).toHaveLength(8)
    await shell[Symbol.asyncDispose]()
    expect(pids.filter(isRunning)).toEqual([])
  })

  it('cancelled at any moment: gone, or said', async () => {
    const shell = bench.open()
    await run(shell, { script: 'true' })
    const file = join(bench.folder, 'pids')
    await writeFile(file, '')
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        run(
          shell,
          { script: `echo $$ >>${file}; exec sleep 300` },
          { signal: AbortSignal.timeout(1 + index * 40) },
        ),
      ),
    )
    expect(outcomes.map((outcome) => outcome.kind === 'not-run' && outcome.cause)).toEqual(
      Array.from({ length: 8 }, () => 'cancelled'),
    )
    await shell[Symbol.asyncDispose]()
    const said = outcomes.filter((outcome) => outcome.kind === 'not-run' && outcome.mayStillRun)
    const running = (await readFile(file, 'utf8')).split('\n').map(Number).filter(isRunning)
    expect(running.length).toBeLessThanOrEqual(said.length)
    for (const pid of running) process.kill(pid)
  })

  it('a child in a session of its own: may still run', async () => {
    const outcome = await run(
      bench.open(),
      { script: 'setsid sleep 300 & echo $!; sleep 300' },
      { timeoutMs: 1_500 },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
    const [pid = 0] = pidsOf(outcome)
    expect(isRunning(pid)).toBe(true)
    process.kill(pid)
  })

  it('a link that died: may still run, said 1 s after the deadline at most', async () => {
    const link = await bench.startLink()
    const shell = bench.open(await bench.atPort(link.port))
    const outcome = await run(
      shell,
      { script: 'echo $$; sleep 300' },
      { timeoutMs: 2_000, onOutput: () => link.freeze() },
    )
    expect(outcome).toMatchObject({ kind: 'timed-out', mayStillRun: true })
    expect(outcome.durationMs).toBeLessThan(3_000)
    const [pid = 0] = pidsOf(outcome)
    expect(isRunning(pid)).toBe(true)
    process.kill(-pid)
  })

  it('a link cut in the middle: lost, and may still run', async () => {
    const link = await bench.startLink()
    const shell = bench.open(await bench.atPort(link.port))
    let pid = 0
    const outcome = await run(
      shell,
      { script: 'echo $$; sleep 300' },
      {
        onOutput: (_stream, text) => {
          pid = Number(text)
          link.cut()
        },
      },
    )
    expect(outcome).toMatchObject({ kind: 'not-run', cause: 'link-lost', mayStillRun: true })
    expect(isRunning(pid)).toBe(true)
    process.kill(-pid)
  })
})

describe.concurrent('bars 9 and 11, by the clock', () => {
  it(
    'a server that takes the connection and says nothing: given up within 10 s',
    { timeout: 20_000 },
    async () => {
      const port = await bench.listen(createServer(() => {}))
      const outcome = await run(
        bench.open({ ...bench.settings, port }),
        { script: 'true' },
        { timeoutMs: 60_000 },
      )
      expect(outcome).toMatchObject({
        kind: 'not-run',
        cause: 'connect-timeout',
        mayStillRun: false,
      })
      expect(outcome.durationMs).toBeLessThan(11_000)
    },
  )

  it(
    'a channel on a dead link: given up within 5 s, nothing started',
    { timeout: 20_000 },
    async () => {
      const link = await bench.startLink()
      const shell = bench.open(await bench.atPort(link.port))
      await run(shell, { script: 'true' })
      link.freeze()
      const outcome = await run(shell, { script: 'true' }, { timeoutMs: 60_000 })
      expect(outcome).toMatchObject({ kind: 'not-run', cause: 'link-lost', mayStillRun: false })
      expect(outcome.durationMs).toBeLessThan(6_000)
      expect(await run(shell, { script: 'echo again' })).toMatchObject({ stdout: 'again\n' })
    },
  )

  it('bar 11: a black-holed link is flagged within 20 s', { timeout: 40_000 }, async () => {
    const link = await bench.startLink()
    const shell = bench.open(await bench.atPort(link.port))
    let frozenMs = 0
    let pid = 0
    const outcome = await run(
      shell,
      { script: 'echo $$; sleep 300' },
      {
        timeoutMs: 120_000,
        onOutput: (_stream, text) => {
          pid = Number(text)
          link.freeze()
          frozenMs = performance.now()
        },
      },
    )
    expect(outcome).toMatchObject({ kind: 'not-run', cause: 'link-lost', mayStillRun: true })
    expect(performance.now() - frozenMs).toBeLessThan(20_000)
    process.kill(-pid)
  })
})
