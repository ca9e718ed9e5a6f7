import { ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../time/clock.ts'
import { openDataFolder } from './data-folder.ts'
import { openDatabase, type Database } from './database.ts'
import { createEventStore, type EventStore } from './event-store.ts'
import { createLibrary, type Library } from './library.ts'
import { createSettingsStore, type SettingsStore } from './settings.ts'

/** Everything that is kept, in one folder. Disposing of it lets go of the folder. */
export interface Store extends Disposable {
  readonly database: Database
  readonly events: EventStore
  readonly library: Library
  readonly settings: SettingsStore
}

/** Opens the store in `dataDir`, or in the platform's folder; read-only where another has it. */
export function openStore(options: { dataDir?: string; clock: Clock }): Result<Store> {
  using stack = new DisposableStack()
  const folder = openDataFolder(options.dataDir)
  if (!folder.ok) return folder
  stack.use(folder.value)
  const database = openDatabase(folder.value, options.clock)
  if (!database.ok) return database
  stack.use(database.value)
  const events = stack.use(createEventStore(database.value, options.clock))
  const owned = stack.move()
  return ok({
    database: database.value,
    events,
    library: createLibrary(database.value, options.clock),
    settings: createSettingsStore(database.value),
    [Symbol.dispose]: () => owned.dispose(),
  })
}
