import { userInfo } from 'node:os'

import { z } from 'zod'

import { quietHoursSchema } from '../../shared/model/notice.ts'
import { settingRanges, type NumberSettingName } from '../../shared/model/setting-ranges.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import type { Database } from './database.ts'

/** The settings of whoever sits here; one row each, so that one can be added without a migration. */
export interface SettingsStore {
  get(): Settings
  set(changes: Partial<Settings>): Result<null>
  onChanged(listener: (settings: Settings) => void): () => void
}

const number = (name: NumberSettingName, unset: number) =>
  z.int().min(settingRanges[name][0]).max(settingRanges[name][1]).catch(unset)

const schema = z.object({
  locale: z.enum(['en', 'fr', 'system']).catch('system'),
  theme: z.enum(['dark', 'light', 'system']).catch('system'),
  operator: z
    .string()
    .trim()
    .min(1)
    .catch(() => accountName()),
  concurrency: number('concurrency', 8),
  monitorConcurrency: number('monitorConcurrency', 64),
  monitorConcurrencyPerTarget: number('monitorConcurrencyPerTarget', 8),
  sampleBudgetMb: number('sampleBudgetMb', 1000),
  redisCommandsPerSecond: number('redisCommandsPerSecond', 200),
  notifySystem: z.boolean().catch(true),
  notifySound: z.boolean().catch(true),
  quietHours: quietHoursSchema.nullable().catch(null),
})

export function createSettingsStore(database: Database): SettingsStore {
  const select = database.sql.prepare('SELECT key, value FROM settings')
  const upsert = database.sql.prepare(`INSERT INTO settings (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`)
  const listeners = new Set<(settings: Settings) => void>()

  const get = () =>
    schema.parse(
      Object.fromEntries(
        select.all().map((row) => [String(row['key']), JSON.parse(String(row['value']))]),
      ),
    )

  return {
    get,
    set(changes) {
      const written = database.write(() => {
        for (const [key, value] of Object.entries(changes))
          if (value !== undefined) upsert.run(key, JSON.stringify(value))
      })
      if (!written.ok) return written
      const settings = get()
      for (const listener of listeners) listener(settings)
      return ok(null)
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Under an account that has no name, acts are still recorded under something. */
function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return 'operator'
  }
}
