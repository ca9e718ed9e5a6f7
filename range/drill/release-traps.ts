import { once } from 'node:events'
import { connect } from 'node:net'

import type { SshdPart } from '../parts/sshd.ts'
import type { Deploy } from '../stand-ins/programs/deploy.ts'
import type { Breakage } from './breakage.ts'

interface TrapOptions {
  /** What is led back while it happens. */
  badRelease: Breakage
  deploy: Pick<Deploy, 'onNext' | 'forgetListener'>
}

/** How long nobody can log in. */
const cutMs = 8000
/** What it listened on may be taken for a moment. */
const retryMs = 1000
const patienceMs = 2000

/** While the release is led back, every session of the host is cut, and it can be reached only in a while. */
export function createLinkCut(
  options: TrapOptions & { sshd: Pick<SshdPart, 'host' | 'port' | 'setDown'> },
): Breakage {
  const { badRelease, deploy, sshd } = options
  let backIn: NodeJS.Timeout | undefined
  let isMended = false
  const comeBackIn = (ms: number): void => {
    if (isMended) return
    backIn = setTimeout(() => void sshd.setDown(false).catch(() => comeBackIn(retryMs)), ms)
  }
  return {
    async begin() {
      isMended = false
      await badRelease.begin()
      deploy.onNext('medquiz', async () => {
        comeBackIn(cutMs)
        await sshd.setDown(true)
      })
    },
    isWhole: async () => (await badRelease.isWhole()) && (await takesConnections(sshd)),
    async mend() {
      isMended = true
      deploy.forgetListener()
      clearTimeout(backIn)
      // What cannot be logged in to is no reason to leave the release as it is.
      try {
        await sshd.setDown(false)
      } finally {
        await badRelease.mend()
      }
    },
  }
}

/** While the release is led back, the laptop on which Warroom runs dies. */
export function createLaptopKilled(
  options: TrapOptions & { engine: { pid: number | undefined } },
): Breakage {
  const { badRelease, deploy, engine } = options
  return {
    async begin() {
      await badRelease.begin()
      deploy.onNext('medquiz', () => kill(engine.pid))
    },
    isWhole: () => badRelease.isWhole(),
    async mend() {
      deploy.forgetListener()
      await badRelease.mend()
    },
  }
}

function kill(pid: number | undefined): void {
  // 0 and below are whole groups of processes.
  if (pid === undefined || pid <= 0) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already: that is what was wanted.
  }
}

async function takesConnections({ host, port }: { host: string; port: number }): Promise<boolean> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
