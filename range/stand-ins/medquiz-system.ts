import { join } from 'node:path'

import type { Certificates } from './certificates.ts'
import { openDataVolume, type DataVolume } from './data-volume.ts'
import { openDatabase, type Database } from './database.ts'
import { makeMedQuizBackup, type MedQuizBackup } from './medquiz-backup.ts'
import type { MedQuizBehaviours } from './medquiz-behaviours.ts'
import { openMedQuizGame } from './medquiz-game.ts'
import { openMedQuizReleases, type MedQuizReleases } from './medquiz-releases.ts'
import { createMedQuiz, wellMedQuiz, type MedQuizCondition } from './medquiz.ts'
import { openServiceLog } from './service-log.ts'
import { startService, type Service } from './service.ts'
import { openSiteCertificate, type SiteCertificate } from './site-certificate.ts'

interface MedQuizSystemOptions {
  /** Of the range: all that it keeps lies below it. */
  folder: string
  logFile: string
  /** Whichever there is; none, and it is never ready. */
  postgresUrl: string | undefined
  /** A server of this machine, of which a backup can be made. */
  serverUrl: string | undefined
  metricsToken: string
  certificates: Certificates
  signal?: AbortSignal
  onServed: (name: string) => void
  /** Why there is no backup, although there is a server. */
  onNoBackup: (error: unknown) => void
}

/** MedQuiz as it is on its host: its API, its site, its releases, its data and what they are put back from. */
export interface MedQuizSystem extends AsyncDisposable {
  readonly services: { readonly medquiz: Service; readonly site: Service }
  /** What is wrong with it; set it to make it so. */
  readonly condition: MedQuizCondition
  readonly behaviours: MedQuizBehaviours
  readonly database: Database
  readonly releases: MedQuizReleases
  readonly volume: DataVolume
  readonly backup: MedQuizBackup | undefined
  readonly certificate: SiteCertificate
}

/** Throws only when aborted, or when its files cannot be written. */
export async function openMedQuizSystem(options: MedQuizSystemOptions): Promise<MedQuizSystem> {
  const { folder, postgresUrl, serverUrl, metricsToken, certificates, signal } = options
  await using opened = new AsyncDisposableStack()
  const database: Database =
    postgresUrl === undefined ? noDatabase : opened.use(openDatabase(postgresUrl))
  const condition = { ...wellMedQuiz }
  const game = opened.use(openMedQuizGame())
  const log = opened.use(openServiceLog(options.logFile, 'medquiz'))
  const releases = opened.use(openMedQuizReleases({ postgresUrl, log }))
  const volume = await openDataVolume(join(folder, 'data'))
  const backup =
    serverUrl === undefined
      ? undefined
      : await makeMedQuizBackup(folder, serverUrl, { signal }).catch((error: unknown) => {
          signal?.throwIfAborted()
          options.onNoBackup(error)
          return undefined
        })
  const handler = createMedQuiz({ database, metricsToken, condition, game, releases, volume, log })
  const serve = async (service: Parameters<typeof startService>[0]): Promise<Service> => {
    const started = opened.use(await startService(service))
    options.onServed(service.name)
    return started
  }
  const services = {
    medquiz: await serve({ name: 'medquiz', handler, log }),
    site: await serve({ name: 'site', handler, tls: certificates }),
  }
  const certificate = await openSiteCertificate(folder, services.site, certificates)
  const owned = opened.move()
  return {
    services,
    condition,
    behaviours: game.behaviours,
    database,
    releases,
    volume,
    backup,
    certificate,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const noDatabase: Database = {
  answers: () => Promise.resolve(false),
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
