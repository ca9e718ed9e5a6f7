import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { startDockerd, type DockerdPart } from '../../../range/parts/dockerd.ts'
import { makeImage } from '../shell/image.fixture.ts'
import { createLocalShell } from '../shell/local-shell.ts'
import type { Shell } from '../shell/shell.ts'
import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import { followIn, patience } from './follow.fixture.ts'

const execute = promisify(execFile)
const docker = (...args: string[]) => execute('docker', args)

let dockerd: DockerdPart
let bench: SshTestBench
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-tail-docker-'))
  ;[dockerd, bench] = await Promise.all([startDockerd(), openSshTestBench()])
  vi.stubEnv('DOCKER_HOST', dockerd.dockerHost)
  await makeImage(folder, 'talker', ['/bin/sh', '/usr/bin/sleep'])
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await dockerd.stop()
  await bench[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** Says a line on each stream, by turns; then waits to be stopped. */
const talk = (word: string, lines: number) =>
  `trap exit TERM; i=0; while [ $i -lt ${lines} ]; do echo "${word} out $i"; echo "${word} err $i" >&2; i=$((i+1)); done; sleep 1000 & wait`
const said = (word: string, lines: number) =>
  ['out', 'err'].flatMap((stream) =>
    Array.from({ length: lines }, (_, index) => `${word} ${stream} ${index}`),
  )
const start = (name: string, script: string) =>
  docker('run', '--detach', '--network', 'none', '--name', name, 'talker', '/bin/sh', '-c', script)

type Tail = ReturnType<typeof followIn>
/** Exactly these, in the order of each stream: the two come by ways of their own. */
const has = (tail: Tail, expected: readonly string[]) =>
  vi.waitFor(() => {
    for (const stream of [' out ', ' err ']) {
      const of = (lines: readonly string[]) => lines.filter((line) => line.includes(stream))
      expect(of(tail.lines)).toEqual(of(expected))
    }
    expect(tail.lines).toHaveLength(expected.length)
  }, patience)
const follow = (container: string, shell: Shell = createLocalShell()) =>
  followIn(shell, { kind: 'docker', config: { docker: container } })

it('both streams; the same container started again, and another one of its name', async () => {
  await start('api', talk('first', 40))
  await using tail = follow('api')
  await has(tail, said('first', 40))

  await docker('restart', '--time', '2', 'api')
  const twice = [...said('first', 40), ...said('first', 40)]
  await has(tail, twice)

  await docker('rm', '--force', 'api')
  await start('api', talk('second', 40))
  await has(tail, [...twice, ...said('second', 40)])
  expect(tail.gaps).toEqual([])
}, 90_000)

it('one that is not there yet is waited for, and its absence is no line', async () => {
  await using tail = follow('later')
  await vi.waitFor(() => expect(tail.states).toContain('waiting'), patience)
  await start('later', talk('late', 3))
  await has(tail, said('late', 3))
}, 60_000)

it('over SSH, cut in the middle of a storm: nothing lost, nothing twice', async () => {
  const link = await bench.startLink()
  const ssh = bench.open(await bench.atPort(link.port))
  const env = { DOCKER_HOST: dockerd.dockerHost }
  const shell: Shell = {
    label: ssh.label,
    run: (command, options) => ssh.run(command, { ...options, env }),
    follow: (command, options) => ssh.follow(command, { ...options, env }),
    [Symbol.asyncDispose]: () => ssh[Symbol.asyncDispose](),
  }
  const lines = 5000
  await start('storm', talk('storm', lines))
  await using tail = follow('storm', shell)
  await vi.waitFor(() => expect(tail.lines.length).toBeGreaterThan(100), patience)
  link.cut()
  await tail.live(2)
  await has(tail, said('storm', lines))
  await docker('rm', '--force', 'storm')
  link.cut()
  await start('storm', talk('calm', 10))
  await tail.live(3)
  await has(tail, [...said('storm', lines), ...said('calm', 10)])
  expect(tail.gaps).toEqual([])
}, 90_000)
