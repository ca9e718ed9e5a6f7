import type { MedQuizReleases } from '../stand-ins/medquiz-releases.ts'
import type { Breakage } from './breakage.ts'
import { lookAtMedQuiz } from './medquiz-watch.ts'

interface BadReleaseOptions {
  releases: Pick<MedQuizReleases, 'flawed' | 'deploy' | 'version'>
  /** MedQuiz's own address. */
  url: string
}

/** The release in service, 2.1, fails at nearly everything from some moment on. */
export function createBadRelease({ releases, url }: BadReleaseOptions): Breakage {
  return {
    async begin() {
      releases.flawed.add('2.1')
      if (releases.version !== '2.1') await releases.deploy('2.1')
    },
    async isWhole() {
      const { version, isReady } = await lookAtMedQuiz(url)
      return version === '2.0' && isReady
    },
    async mend() {
      releases.flawed.delete('2.1')
      if (releases.version !== '2.0') await releases.deploy('2.0')
    },
  }
}
