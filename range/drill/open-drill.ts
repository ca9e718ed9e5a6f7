import { alertRulesOf } from '../practice/alert-rules.ts'
import { createCertificateProgram, createRestore } from '../stand-ins/programs/box-programs.ts'
import { createCache } from '../stand-ins/programs/cache.ts'
import { createDeploy, type PutInService } from '../stand-ins/programs/deploy.ts'
import { createDf } from '../stand-ins/programs/df.ts'
import type { ProgramsPart } from '../stand-ins/programs/programs.ts'
import { createSessions } from '../stand-ins/programs/sessions.ts'
import { createBreakages, type DrillParts } from './breakages.ts'
import { createDrill, type Drill, type DrillState } from './drill.ts'

interface OpenDrillOptions {
  parts: DrillParts
  /** Those of the host from which it is led back. */
  programs: Pick<ProgramsPart, 'add'>
  onState: (state: DrillState | undefined) => void
}

export interface RangeDrill extends Drill {
  /** Who is killed where a laptop dies: the engine that is there now, if there is one. */
  engineIs(pid: number | undefined): void
}

/** The drill of a range, with the programs by which it is led back. */
export async function openDrill({
  parts,
  programs,
  onState,
}: OpenDrillOptions): Promise<RangeDrill> {
  const { releases, sylion, postgres, redis, backup, certificate, volume } = parts
  const deploy = createDeploy(releasedIn(parts))
  await programs.add({
    deploy: deploy.program,
    certificate: createCertificateProgram(certificate),
    df: createDf(volume),
    ...(backup && { restore: createRestore(backup) }),
    ...(postgres && { sessions: createSessions(postgres.url) }),
    ...(redis && { cache: createCache(redis.url) }),
  })
  const engine: { pid: number | undefined } = { pid: undefined }
  const drill = createDrill({
    breakages: createBreakages(parts, { deploy, engine }),
    async prepare() {
      await releases.deploy('2.1')
      await sylion?.worker?.deploy('2.1')
    },
    async settle() {
      // The worker as well where MedQuiz cannot.
      try {
        await releases.deploy('2.0')
      } finally {
        await sylion?.worker?.deploy('2.0')
      }
    },
    onState,
  })
  return { ...drill, engineIs: (pid) => void (engine.pid = pid) }
}

/** What is released here. */
function releasedIn({ releases, sylion, prometheus }: DrillParts): Record<string, PutInService> {
  const worker = sylion?.worker
  return {
    medquiz: (version) => releases.deploy(version),
    ...(worker && { 'sylion-worker': (version) => worker.deploy(version) }),
    ...(prometheus && { 'alert-rules': (version) => prometheus.setRules(alertRulesOf(version)) }),
  }
}
