const mostFilters = 30
const keyOf = (runId: string) => `warroom.log-filters.${runId}`

/** Filters that this window keeps for a run, newest first. A store that cannot be read holds none. */
export function readFilters(storage: Pick<Storage, 'getItem'>, runId: string): string[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(runId)) ?? '[]')
    return Array.isArray(kept)
      ? kept.filter((one): one is string => typeof one === 'string').slice(0, mostFilters)
      : []
  } catch {
    return []
  }
}

/** Says what is kept now; a store that takes nothing changes nothing on the screen. */
export function keepFilters(
  storage: Pick<Storage, 'setItem'>,
  runId: string,
  filters: readonly string[],
): string[] {
  const kept = [...new Set(filters.map((one) => one.trim()).filter(Boolean))].slice(0, mostFilters)
  try {
    storage.setItem(keyOf(runId), JSON.stringify(kept))
  } catch {
    // A full or closed store: they last as long as the screen.
  }
  return kept
}
