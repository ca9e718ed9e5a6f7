import { spawn } from 'node:child_process'

import { describe, expect, it } from 'vitest'

import { bootArgv, bootLine } from './boot.ts'
import { hasProcessTable } from './shell-test-bench.ts'
import { parseStopOutcome, stopScript } from './stop-script.ts'

const mark = '@mark'

async function stop(job: { pid: number; startTime: string; leadsGroup: boolean }) {
  const [file, ...args] = bootArgv
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk))
  const closed = new Promise((resolve) => child.on('close', resolve))
  child.stdin.end(bootLine(stopScript(mark, job)))
  await closed
  return parseStopOutcome(mark, said)
}

describe('stopping a job', () => {
  it.skipIf(!hasProcessTable)('never touches a process that merely has the same id', async () => {
    const other = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' })
    const exited = new Promise((resolve) => other.on('exit', resolve))
    const pid = other.pid ?? 0
    expect(await stop({ pid, startTime: '1', leadsGroup: true })).toBe('gone')
    expect(other.exitCode ?? other.signalCode).toBeNull()
    process.kill(pid, 0)
    other.kill('SIGKILL')
    await exited
  })

  it.skipIf(!hasProcessTable)(
    'kills below it what leads no group, as some SSH servers start it',
    async () => {
      const parent = spawn('sh', ['-c', 'sleep 300 & echo $!; wait'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const exited = new Promise((resolve) => parent.on('exit', resolve))
      const child = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)))
      expect(child).toBeGreaterThan(0)
      expect(await stop({ pid: parent.pid ?? 0, startTime: '', leadsGroup: false })).toBe('gone')
      await exited
      expect(parent.signalCode ?? parent.exitCode).toBe('SIGTERM')
    },
  )

  it('finds nothing left of what has ended', async () => {
    const ended = spawn('true', { detached: true, stdio: 'ignore' })
    await new Promise((resolve) => ended.on('exit', resolve))
    expect(await stop({ pid: ended.pid ?? 0, startTime: '1', leadsGroup: true })).toBe('gone')
  })

  it('takes silence for a process that is alive', () => {
    expect(parseStopOutcome(mark, '')).toBe('alive')
    expect(parseStopOutcome(mark, '@mark escaped.\n')).toBe('escaped')
  })
})
