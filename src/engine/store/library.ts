import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { RunbookEntry } from '../../shared/rpc/views.ts'
import type { Clock } from '../time/clock.ts'
import { sha256 } from './canonical.ts'
import type { Database } from './database.ts'

/** The runbooks that were opened, byte for byte, and the profiles as they were when runs began. */
export interface Library {
  entries(): RunbookEntry[]
  file(hash: string): { fileName: string; bytes: Uint8Array } | undefined
  /** Keeps a runbook without listing it, such as an edit that nobody has adopted; gives its hash. */
  keepFile(fileName: string, bytes: Uint8Array): Result<string>
  /** Keeps a runbook and lists it; opening it again moves it to the front. */
  keep(entry: RunbookEntry, bytes: Uint8Array): Result<null>
  /** Takes it off the list. Runs that pin it still have it. */
  forget(hash: string): Result<null>
  /** Keeps a profile's text under its hash, which it gives. */
  keepProfile(text: string): Result<string>
  profile(hash: string): string | undefined
  /** `keep` set it, or `forget` took it (`undefined`). */
  onChanged(listener: (hash: string, entry: RunbookEntry | undefined) => void): () => void
}

export function createLibrary(database: Database, clock: Clock): Library {
  const { sql } = database
  const selectEntries = sql.prepare(
    'SELECT entry FROM runbooks WHERE entry IS NOT NULL ORDER BY opened_at DESC',
  )
  const selectFile = sql.prepare('SELECT file_name, bytes FROM runbooks WHERE hash = ?')
  const upsert = sql.prepare(`INSERT INTO runbooks VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET entry = excluded.entry, opened_at = excluded.opened_at`)
  const insertFile = sql.prepare('INSERT OR IGNORE INTO runbooks VALUES (?, ?, ?, NULL, ?)')
  const unlist = sql.prepare(
    'UPDATE runbooks SET entry = NULL WHERE hash = ? AND entry IS NOT NULL',
  )
  const insertProfile = sql.prepare('INSERT OR IGNORE INTO profile_snapshots VALUES (?, ?)')
  const selectProfile = sql.prepare('SELECT text FROM profile_snapshots WHERE hash = ?')
  const listeners = new Set<(hash: string, entry: RunbookEntry | undefined) => void>()
  const tell = (hash: string, entry: RunbookEntry | undefined) => {
    for (const listener of listeners) listener(hash, entry)
  }

  return {
    entries: () => selectEntries.all().map((row) => JSON.parse(String(row['entry']))),
    file(hash) {
      const row = selectFile.get(hash)
      const bytes = row?.['bytes']
      if (!(bytes instanceof Uint8Array)) return undefined
      return { fileName: String(row?.['file_name']), bytes }
    },
    keepFile(fileName, bytes) {
      const hash = sha256(bytes)
      const written = database.write(() => insertFile.run(hash, fileName, bytes, clock.now()))
      return written.ok ? ok(hash) : written
    },
    keep(entry, bytes) {
      const written = database.write(() =>
        upsert.run(entry.hash, entry.fileName, bytes, JSON.stringify(entry), entry.openedAt),
      )
      if (!written.ok) return written
      tell(entry.hash, entry)
      return ok(null)
    },
    forget(hash) {
      const written = database.write(() => unlist.run(hash).changes)
      if (!written.ok) return written
      if (written.value === 0) return failure('not-found', message('run.unknown-runbook'))
      tell(hash, undefined)
      return ok(null)
    },
    keepProfile(text) {
      const hash = sha256(text)
      const written = database.write(() => insertProfile.run(hash, text))
      return written.ok ? ok(hash) : written
    },
    profile(hash) {
      const text = selectProfile.get(hash)?.['text']
      return typeof text === 'string' ? text : undefined
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
