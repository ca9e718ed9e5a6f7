import type { ProfileEntry } from '../../shared/rpc/views.ts'
import { createKeyedStore, type KeyedSource } from '../rpc/keyed-source.ts'
import type { EngineLog } from '../rpc/service.ts'
import type { ProfileStore } from './profile-store.ts'

/** The folder's profiles as a window mirrors them, kept in step with every editor. */
export async function watchProfiles(
  profiles: ProfileStore,
  log: EngineLog,
): Promise<KeyedSource<ProfileEntry> & Disposable> {
  const entries = createKeyedStore<ProfileEntry>()
  async function read(): Promise<void> {
    const found = await profiles.list()
    const names = new Set(found.map(({ name }) => name))
    const gone = [...entries.entries()].filter(([name]) => !names.has(name))
    entries.update([
      ...gone.map(([name]): [string, undefined] => [name, undefined]),
      ...found.map((entry): [string, ProfileEntry] => [entry.name, entry]),
    ])
  }
  const stop = profiles.onChange(() => {
    read().catch((error: unknown) => log.error(`profiles: ${String(error)}`))
  })
  await read()
  return { ...entries, [Symbol.dispose]: stop }
}
