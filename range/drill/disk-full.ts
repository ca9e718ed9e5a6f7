import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { DataVolume } from '../stand-ins/data-volume.ts'
import type { Breakage } from './breakage.ts'

interface DiskFullOptions {
  volume: DataVolume
  /** Where MedQuiz says whether it is ready. */
  readyUrl: string
}

const exportBytes = 4 * 1024 * 1024
const maxRatio = 0.8

/** Exports that nobody needs any more fill MedQuiz's data volume to the last byte. */
export function createDiskFull({ volume, readyUrl }: DiskFullOptions): Breakage {
  return {
    async begin() {
      const { bytes } = await volume.used()
      const whole = Math.floor((volume.bytes - bytes) / exportBytes)
      const content = new Uint8Array(exportBytes)
      for (let month = 1; month < whole; month++) await volume.write(exportName(month), content)
      await volume.fill(exportName(Math.max(1, whole)))
    },
    async isWhole() {
      const { bytes } = await volume.used()
      if (bytes >= volume.bytes * maxRatio) return false
      const signal = AbortSignal.timeout(3000)
      return fetch(readyUrl, { signal })
        .then((answer) => answer.text().then(() => answer.ok))
        .catch(() => false)
    },
    async mend() {
      for (const name of await readdir(volume.path).catch(() => []))
        if (name !== 'medquiz') await rm(join(volume.path, name), { recursive: true, force: true })
    },
  }
}

/** Of the months before this one. */
const exportName = (month: number) => `old-exports/export-${String(month).padStart(2, '0')}.csv.gz`
