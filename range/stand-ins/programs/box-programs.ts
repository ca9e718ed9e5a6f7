import type { MedQuizBackup } from '../medquiz-backup.ts'
import type { SiteCertificate } from '../site-certificate.ts'
import { complained, said, type ProgramStandIn } from './programs.ts'

/** `restore medquiz` */
export function createRestore(backup: MedQuizBackup): ProgramStandIn {
  return async ({ args }, say) => {
    if (args.length !== 1 || args[0] !== 'medquiz') return complained('usage: restore medquiz', 2)
    say(`medquiz: reading ${backup.file}`)
    await backup.restore()
    return said('medquiz: all tables are as they were in the backup')
  }
}

/** `certificate site previous` */
export function createCertificateProgram(site: SiteCertificate): ProgramStandIn {
  return async ({ args }, say) => {
    if (args.join(' ') !== 'site previous') return complained('usage: certificate site previous', 2)
    say('site: putting the previous certificate back')
    if (!(await site.putBack())) return complained('site: there is no previous certificate')
    return said('site: serving the previous certificate')
  }
}
