import type { Locale } from '../../src/shared/messages/message.ts'
import type { Absences } from './runbook-text.ts'

/** The runbook of a drill. */
export function createDrillRunbook(locale: Locale, _absences: Absences): string {
  return `---\ntitle: Drill\nlocale: ${locale}\nprofiles: [practice]\n---\n\n# Drill\n`
}
