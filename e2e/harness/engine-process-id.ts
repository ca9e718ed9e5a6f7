import { execFileSync } from 'node:child_process'

import type { ElectronApplication } from '@playwright/test'
import { expect } from '@playwright/test'

/** The process that runs the engine: Electron's utility process, or what stands in for it. */
export const engineProcessId = (electron: ElectronApplication): Promise<number> =>
  processIdOf(electron, 'Warroom engine', 'engine/entry-utility.js')

/** The process that runs the practice range, of the same kind. */
export const rangeProcessId = (electron: ElectronApplication): Promise<number> =>
  processIdOf(electron, 'Warroom practice range', 'range/process.js')

async function processIdOf(
  electron: ElectronApplication,
  name: string,
  entry: string,
): Promise<number> {
  let pid: number | undefined
  await expect(async () => {
    pid = (await utilityProcessId(electron, name)) ?? childProcessId(electron, entry)
    expect(pid).toBeDefined()
  }).toPass()
  return pid ?? 0
}

function utilityProcessId(
  electron: ElectronApplication,
  wanted: string,
): Promise<number | undefined> {
  return electron.evaluate(
    ({ app }, sought) => app.getAppMetrics().find(({ name }) => name === sought)?.pid,
    wanted,
  )
}

function childProcessId(electron: ElectronApplication, entry: string): number | undefined {
  const mainId = String(electron.process().pid)
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  for (const line of lines) {
    const [pid, parent, ...args] = line.trim().split(/\s+/)
    if (parent === mainId && args.some((arg) => arg.endsWith(entry))) return Number(pid)
  }
  return undefined
}
