import type { PostgresPart } from '../parts/postgres.ts'
import type { PrometheusPart } from '../parts/prometheus.ts'
import type { RedisPart } from '../parts/redis.ts'
import type { SshdPart } from '../parts/sshd.ts'
import type { Certificates } from '../stand-ins/certificates.ts'
import type { DataVolume } from '../stand-ins/data-volume.ts'
import type { MedQuizBackup } from '../stand-ins/medquiz-backup.ts'
import type { MedQuizReleases } from '../stand-ins/medquiz-releases.ts'
import type { Deploy } from '../stand-ins/programs/deploy.ts'
import type { Service } from '../stand-ins/service.ts'
import type { SiteCertificate } from '../stand-ins/site-certificate.ts'
import type { Sylion } from '../stand-ins/sylion/sylion.ts'
import { createAlertStorm } from './alert-storm.ts'
import { createBadRelease } from './bad-release.ts'
import type { Breakages } from './breakage.ts'
import { createCertificate } from './certificate.ts'
import { createDiskFull } from './disk-full.ts'
import { createMigration } from './migration.ts'
import { createRedisFull } from './redis-full.ts'
import { createLaptopKilled, createLinkCut } from './release-traps.ts'
import { createSlowDatabase } from './slow-database.ts'
import { createWorkerCrashLoop } from './worker-crash-loop.ts'

/** What is broken, and by what it is led back. A machine may lack the optional ones. */
export interface DrillParts {
  /** Where what leads back is run: without it nothing can be broken. */
  sshd?: SshdPart | undefined
  /** MedQuiz has a database, this one or the embedded one: without any it is never well. */
  hasDatabase: boolean
  /** A server of this machine; the embedded one has neither sessions nor backups. */
  postgres?: PostgresPart | undefined
  redis?: RedisPart | undefined
  prometheus?: PrometheusPart | undefined
  /** Its address. */
  alertmanagerUrl?: string | undefined
  sylion?: Sylion | undefined
  backup?: MedQuizBackup | undefined
  services: Readonly<Record<'medquiz' | 'site' | 'sylion', Service>>
  releases: MedQuizReleases
  certificates: Certificates
  certificate: SiteCertificate
  volume: DataVolume
}

interface Leading {
  deploy: Deploy
  /** Who is killed where the drill is of a laptop that dies. */
  engine: { pid: number | undefined }
}

/** The ways of breaking that the parts of this range allow. */
export function createBreakages(parts: DrillParts, { deploy, engine }: Leading): Breakages {
  const { sshd, postgres, redis, prometheus, alertmanagerUrl, sylion, backup, services } = parts
  const { releases, certificates, certificate, volume } = parts
  if (!sshd || !parts.hasDatabase) return {}
  const { url } = services.medquiz
  const sylionUrl = services.sylion.url
  const badRelease = createBadRelease({ releases, url })
  return {
    'bad-release': badRelease,
    ...(postgres && { 'slow-database': createSlowDatabase({ postgres }) }),
    ...(sylion?.worker && {
      'worker-crash-loop': createWorkerCrashLoop({ worker: sylion.worker, sylionUrl }),
    }),
    ...(redis && sylion && { 'redis-full': createRedisFull({ redis, sylionUrl }) }),
    ...(backup && { migration: createMigration({ releases, backup, url }) }),
    'disk-full': createDiskFull({ volume, readyUrl: `${url}/v1/health/ready` }),
    certificate: createCertificate({ certificates, certificate, site: services.site }),
    // Its alerts are seen in Alertmanager, and nowhere else.
    ...(prometheus &&
      alertmanagerUrl !== undefined && {
        'alert-storm': createAlertStorm({ prometheus, alertmanagerUrl }),
      }),
    'link-cut': createLinkCut({ badRelease, deploy, sshd }),
    'laptop-killed': createLaptopKilled({ badRelease, deploy, engine }),
  }
}
