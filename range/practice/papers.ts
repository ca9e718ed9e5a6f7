import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Locale } from '../../src/shared/messages/message.ts'
import type { PartStatus } from '../messages.ts'
import { absencesAmong } from '../part-state.ts'
import { writeSecrets } from '../secrets.ts'
import { createDrillRunbook } from './drill-runbook.ts'
import { createEnvFile } from './env-file.ts'
import type { Place } from './place.ts'
import { createPracticeProfile, writeProfile } from './profile.ts'
import { createPracticeRunbook } from './runbook.ts'

type Files = Place['files']

interface PapersOptions {
  /** All but what is written here. */
  place: Omit<Place, 'files'> & { files: Omit<Files, 'env' | 'secrets'> }
  secrets: Record<keyof Files['secrets'], string>
  parts: readonly PartStatus[]
}

/** Everything that a range gives to whoever practices on it, as files of its folder. */
export interface Papers {
  profileName: string
  profileText: string
  profilePath: string
  runbooks: { fileName: string; path: string }[]
  /** Files of the drill's runbook. */
  drillRunbooks: Record<Locale, string>
}

const profileName = 'practice'
const runbookName = 'exercice.md'

export async function writePapers({ place, secrets, parts }: PapersOptions): Promise<Papers> {
  const { folder } = place.files
  const writePrivate = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name)
    await writeFile(path, text, { mode: 0o600 })
    return path
  }
  const settings = { metricsToken: secrets.metrics_token, siteUrl: place.services.site }
  const env = await writePrivate('medquiz.env', createEnvFile(settings))
  const files = { ...place.files, env, secrets: await writeSecrets(folder, secrets) }
  const profileText = writeProfile(createPracticeProfile({ ...place, files }))
  const hasBackup = files.backup !== undefined
  const drillRunbook = (locale: Locale) =>
    writePrivate(
      `drill.${locale}.md`,
      createDrillRunbook(locale, absencesAmong({ parts, hasBackup }, locale)),
    )
  return {
    profileName,
    profileText,
    profilePath: await writePrivate(`${profileName}.yaml`, profileText),
    runbooks: [
      {
        fileName: runbookName,
        path: await writePrivate(
          runbookName,
          createPracticeRunbook(absencesAmong({ parts, hasBackup }, 'fr')),
        ),
      },
    ],
    drillRunbooks: { en: await drillRunbook('en'), fr: await drillRunbook('fr') },
  }
}
