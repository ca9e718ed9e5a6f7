/** A collection of entries by key that says which keys changed, and keeps nobody waiting. */
export interface KeyedSource<E> {
  /** In the order in which a window shall hold them. */
  entries(): Iterable<[key: string, entry: E]>
  get(key: string): E | undefined
  /** Called at once on each change, with the keys that were set or deleted. */
  onChange(listener: (keys: readonly string[]) => void): () => void
}

/** A {@link KeyedSource} held in memory. Keys keep the order in which they were first set. */
export interface KeyedStore<E> extends KeyedSource<E> {
  set(key: string, entry: E): void
  delete(key: string): void
  /** Several changes told as one. An `undefined` entry deletes its key. */
  update(changes: Iterable<[key: string, entry: E | undefined]>): void
}

export function createKeyedStore<E>(initial: Iterable<[string, E]> = []): KeyedStore<E> {
  const held = new Map(initial)
  const listeners = new Set<(keys: readonly string[]) => void>()

  function update(changes: Iterable<[key: string, entry: E | undefined]>): void {
    const keys: string[] = []
    for (const [key, entry] of changes) {
      if (entry !== undefined) held.set(key, entry)
      else if (!held.delete(key)) continue
      keys.push(key)
    }
    if (keys.length === 0) return
    for (const listener of listeners) listener(keys)
  }

  return {
    entries: () => held.entries(),
    get: (key) => held.get(key),
    onChange(listener) {
      const own = (keys: readonly string[]) => listener(keys)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    set: (key, entry) => update([[key, entry]]),
    delete: (key) => update([[key, undefined]]),
    update,
  }
}
