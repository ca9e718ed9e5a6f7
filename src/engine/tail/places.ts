import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { z } from 'zod'

/** Where the tails of a run are, by their id and what they follow: an edited tail begins anew. */
export interface Places {
  get(tailId: string): string | undefined
  write(places: ReadonlyMap<string, string>): void
}

const schema = z.record(z.string(), z.string())

/** Beside the lines. A file that cannot be read, or written, costs doubles after a restart and no more. */
export function openPlaces(dir: string): Places {
  const file = join(dir, 'places.json')
  let known: Record<string, string> = {}
  try {
    known = schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // There is none yet.
  }
  return {
    get: (key) => (Object.hasOwn(known, key) ? known[key] : undefined),
    write(places) {
      // A run that follows nothing leaves nothing.
      if (places.size === 0) return
      known = Object.fromEntries(places)
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 })
        writeFileSync(file, JSON.stringify(known), { mode: 0o600 })
      } catch {
        // The disk is full: said elsewhere.
      }
    },
  }
}
