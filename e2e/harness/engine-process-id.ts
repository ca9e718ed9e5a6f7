import { execFileSync } from 'node:child_process'

import type { ElectronApplication } from '@playwright/test'
import { expect } from '@playwright/test'

/** The process that runs the engine: Electron's utility process, or what stands in for it. */
export async function engineProcessId(electron: ElectronApplication): Promise<number> {
  let pid: number | undefined
  await expect(async () => {
    pid = (await utilityProcessId(electron)) ?? childProcessId(electron)
    expect(pid).toBeDefined()
  }).toPass()
  return pid ?? 0
}

function utilityProcessId(electron: ElectronApplication): Promise<number | undefined> {
  return electron.evaluate(({ app }) => {
    return app.getAppMetrics().find(({ name }) => name === 'Warroom engine')?.pid
  })
}

function childProcessId(electron: ElectronApplication): number | undefined {
  const mainId = String(electron.process().pid)
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  for (const line of lines) {
    const [pid, parent, ...args] = line.trim().split(/\s+/)
    if (parent === mainId && args.some((arg) => arg.endsWith('entry-utility.js')))
      return Number(pid)
  }
  return undefined
}
