import type { MedQuizBackup } from '../stand-ins/medquiz-backup.ts'
import type { MedQuizReleases } from '../stand-ins/medquiz-releases.ts'
import type { Breakage } from './breakage.ts'
import { lookAtMedQuiz } from './medquiz-watch.ts'

interface MigrationOptions {
  releases: Pick<MedQuizReleases, 'cleanUp' | 'deploy' | 'version'>
  backup: Pick<MedQuizBackup, 'restore'>
  /** MedQuiz's own address. */
  url: string
}

/** The clean-up of 2.1 takes away what 2.0 reads, and spoils what 2.1 reads. */
export function createMigration({ releases, backup, url }: MigrationOptions): Breakage {
  const isWhole = async (): Promise<boolean> => {
    const { version, isReady } = await lookAtMedQuiz(url)
    // 2.0 is ready only where the columns are there that it reads.
    return version === '2.0' && isReady
  }
  return {
    async begin() {
      if (releases.version !== '2.1') await releases.deploy('2.1')
      await releases.cleanUp()
    },
    isWhole,
    async mend() {
      if (await isWhole().catch(() => false)) return
      await backup.restore()
      await releases.deploy('2.0')
    },
  }
}
