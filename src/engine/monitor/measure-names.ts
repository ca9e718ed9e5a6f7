import type { DatabaseSync } from 'node:sqlite'

/** Measures kept of one check: the queues of a Redis alone could have a thousand. */
export const mostMeasures = 64
const longestName = 200

/** The names of each series' measures, numbered in the order in which they first came. */
export interface MeasureNames {
  find(series: number, name: string): number | undefined
  all(series: number): string[]
  /** Its number, given where it has none yet; undefined where there is no room for it. */
  admit(series: number, name: string, always: boolean): number | undefined
  /** Within a transaction; `written` follows when it holds. */
  write(): void
  written(): void
}

export function createMeasureNames(sql: DatabaseSync): MeasureNames {
  const select = sql.prepare('SELECT place, name FROM measures WHERE series = ? ORDER BY place')
  const insert = sql.prepare('INSERT OR IGNORE INTO measures VALUES (?, ?, ?)')
  const known = new Map<number, Map<string, number>>()
  let unwritten: { series: number; place: number; name: string }[] = []

  const read = (series: number) =>
    new Map(select.all(series).map((row) => [String(row['name']), Number(row['place'])]))
  const of = (series: number) => {
    let names = known.get(series)
    if (!names) known.set(series, (names = read(series)))
    return names
  }

  return {
    // Another process may have given it a number meanwhile.
    find: (series, name) => known.get(series)?.get(name) ?? read(series).get(name),
    all: (series) => [...(known.get(series) ?? read(series)).keys()],
    admit(series, name, always) {
      const names = of(series)
      const found = names.get(name)
      if (found !== undefined) return found
      if (name.length > longestName || (names.size >= mostMeasures && !always)) return undefined
      const place = names.size
      names.set(name, place)
      unwritten.push({ series, place, name })
      return place
    },
    write() {
      for (const { series, place, name } of unwritten) insert.run(series, place, name)
    },
    written() {
      unwritten = []
    },
  }
}
