import { appendFile, mkdtemp, rename, rm, truncate, writeFile, copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createLocalShell } from '../shell/local-shell.ts'
import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import { followIn, patience } from './follow.fixture.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-follow-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}`)
const written = (from: number, to: number) =>
  numbered(from, to)
    .map((line) => `${line}\n`)
    .join('')

describe('a file', () => {
  it('is followed through rotation by rename and by copy, and through a cut in the middle of a line', async () => {
    const file = join(folder, 'app.log')
    await writeFile(file, written(0, 3))
    await using tail = followIn(createLocalShell(), { kind: 'file', config: { file } })
    await tail.has(numbered(0, 3))
    await appendFile(file, 'line ')
    await appendFile(file, '3\n')
    await tail.has(numbered(0, 4))
    // As logrotate does: whoever wrote goes on writing to the old one for a while.
    await rename(file, `${file}.1`)
    await appendFile(`${file}.1`, written(4, 6))
    await tail.has(numbered(0, 6))
    await writeFile(file, written(6, 8))
    await tail.has(numbered(0, 8))
    // And with copytruncate: what was written just before the copy is in the copy.
    await appendFile(file, written(8, 10))
    await copyFile(file, `${file}.1`)
    await truncate(file)
    await vi.waitFor(() => expect(tail.gaps).toEqual(['tail.gap.truncated']), patience)
    await appendFile(file, written(10, 11))
    await tail.has(numbered(0, 11))
  })

  it('may come later, and may be many', async () => {
    await using tail = followIn(createLocalShell(), {
      kind: 'file',
      config: { file: join(folder, 'many-*.log') },
    })
    await vi.waitFor(() => expect(tail.notes).toEqual(['tail.no-file']), patience)
    await writeFile(join(folder, 'many-a.log'), 'a\n')
    await tail.has(['a'])
    await writeFile(join(folder, 'many-b c.log'), 'é\n')
    await tail.has(['a', 'é'])
  })
})

describe('over SSH', () => {
  let bench: SshTestBench
  beforeAll(async () => {
    bench = await openSshTestBench()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  it('goes on after the link was cut: nothing lost, nothing twice', async () => {
    const file = join(folder, 'remote.log')
    await writeFile(file, written(0, 100))
    const link = await bench.startLink()
    const shell = bench.open(await bench.atPort(link.port))
    await using tail = followIn(shell, { kind: 'file', config: { file } })
    await tail.has(numbered(0, 100))
    for (const round of [1, 2]) {
      link.cut()
      await appendFile(file, written(round * 100, round * 100 + 100))
      await tail.live(round + 1)
      await tail.has(numbered(0, round * 100 + 100))
    }
    expect(tail.gaps).toEqual([])
  })
})

describe('a command', () => {
  it('is started again when it ends, and says that something may be missing', async () => {
    await using tail = followIn(createLocalShell(), {
      kind: 'command',
      config: { command: 'echo out; echo err >&2; exit 3' },
    })
    await tail.live(2)
    await vi.waitFor(() => expect(tail.lines.length).toBeGreaterThanOrEqual(4), patience)
    expect(tail.gaps).toContain('tail.gap.command')
    expect(tail.states).toContain('waiting')
  })
})
