import { z } from 'zod'

import type { ReadinessSpec } from '../../shared/model/readiness.ts'
import { durationField, parseDuration } from './duration.ts'

const text = z.string().min(1)
const on = text.optional().describe('host of the profile; where commands run when absent')
const usualAge = '26h'

/** The key `readiness` of a front matter: what is looked at before one may rely on the way back. */
export const readinessShape = z
  .strictObject({
    image: text
      .optional()
      .describe('image of the last good version, such as `registry/api:${release.last_good}`'),
    repository: z
      .strictObject({ folder: text.describe('a git working tree or repository'), on })
      .optional()
      .describe('where the service’s commits are'),
    migrations: z
      .union([
        z.literal('none'),
        z.strictObject({
          folder: text.describe('folder of SQL files, in the repository where there is one'),
          since: text
            .optional()
            .describe('name of the last one that the last good version has; by git when absent'),
          on,
        }),
      ])
      .optional()
      .describe('`none` where no database is migrated'),
    backup: z
      .union([
        z.literal('none'),
        z.strictObject({
          file: text.describe('the backup, as the host has it'),
          sha256: text
            .optional()
            .describe('of the file; the first word of FILE.sha256 beside it when absent'),
          on,
          database: text
            .optional()
            .describe(
              'name of the profile’s `postgres` beside which it can be restored once; that of a plan’s `restore` of the same file when absent',
            ),
          format: z
            .enum(['sql', 'custom'])
            .optional()
            .describe('`sql` for psql, `custom` for pg_restore; `sql` when absent'),
          'max-age': durationField('1m', '90d').optional().describe('26h when absent'),
        }),
      ])
      .optional()
      .describe('that of a plan’s `restore` when absent; `none` where there is no data'),
  })
  .describe('what is looked at before one may rely on the way back')

/** As the engine looks at it. */
export function specOf(written: z.output<typeof readinessShape>): ReadinessSpec {
  const { backup, ...rest } = written
  if (backup === undefined || backup === 'none') return { ...rest, ...(backup ? { backup } : {}) }
  const { 'max-age': maxAge = usualAge, ...file } = backup
  return { ...rest, backup: { ...file, maxAgeMs: parseDuration(maxAge) ?? 0 } }
}
