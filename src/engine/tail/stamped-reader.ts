import { z } from 'zod'

import type { ShellCommand } from '../shell/shell.ts'
import { createLineSplitter } from './line-splitter.ts'
import type { ReaderEvents, TailReader } from './reader.ts'

/** Where a stream is: the last time stamp, and how many lines bore it. */
interface Place {
  stamp: string
  lines: number
}

const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?/

export interface StampedOptions extends ReaderEvents {
  /** Of an earlier reader. */
  place?: string
  /** The command, from a time stamp on that is included, or from its usual beginning. */
  commandFrom: (stamp: string | undefined) => ShellCommand
  /** Takes off what stands before the time stamp, such as the name of a replica. */
  originOf?: (line: string) => { origin: string; rest: string } | undefined
  /** A line of stderr that is the client's own trouble rather than the source's output. */
  isOwnTrouble?: (line: string) => boolean
}

/**
 * Sources that put a time stamp to the nanosecond before each line, as `docker logs --timestamps`
 * and `kubectl logs --timestamps` do. Asked again from the last stamp on, they repeat the lines that
 * bore it: as many as were seen are left out, by stream and replica.
 */
export function createStampedReader(options: StampedOptions): TailReader {
  const { commandFrom, originOf, isOwnTrouble, onLine } = options
  const places = new Map<string, Place>(readPlaces(options.place))
  /** Where each stream was when the command began, and what of it was repeated since. */
  let before = new Map<string, Place & { repeated: number }>()

  const take = (stream: string, line: string) => {
    const named = originOf?.(line)
    const rest = named?.rest ?? line
    const stamp = stamped.exec(rest)?.[1]
    if (stamp === undefined) {
      if (line !== '' && !(stream === 'stderr' && isOwnTrouble?.(line))) onLine({ text: line })
      return
    }
    const key = `${stream} ${named?.origin ?? ''}`
    const old = before.get(key)
    if (old) {
      const order = compareStamps(stamp, old.stamp)
      if (order < 0) return
      if (order === 0 && old.repeated < old.lines) {
        old.repeated++
        return
      }
    }
    const place = places.get(key)
    if (place?.stamp === stamp) place.lines++
    else places.set(key, { stamp, lines: 1 })
    const text = rest.slice(stamp.length).replace(/^ /, '')
    const origin = named?.origin
    onLine({ text, atMs: Date.parse(stamp), ...(origin === undefined ? {} : { origin }) })
  }
  const open = () => ({
    stdout: createLineSplitter((line) => take('stdout', line)),
    stderr: createLineSplitter((line) => take('stderr', line)),
  })
  let splitters = open()

  return {
    resume: 'exact',
    place: () => JSON.stringify([...places]),
    command() {
      splitters = open()
      before = new Map([...places].map(([key, place]) => [key, { ...place, repeated: 0 }]))
      const stamps = [...places.values()].map(({ stamp }) => stamp)
      const [first] = stamps.toSorted(compareStamps)
      return { command: commandFrom(first) }
    },
    push: (stream, text) => splitters[stream].push(text),
    end() {
      splitters.stdout.end()
      splitters.stderr.end()
    },
  }
}

const placesSchema = z.array(z.tuple([z.string(), z.object({ stamp: z.string(), lines: z.int() })]))

function readPlaces(text: string | undefined): [string, Place][] {
  return text === undefined ? [] : placesSchema.parse(JSON.parse(text))
}

/** Time stamps of one zone, whose fractions may be cut short (`.1Z` is `.100000000Z`). */
export function compareStamps(left: string, right: string): number {
  const byMs = Date.parse(left) - Date.parse(right)
  if (byMs !== 0) return byMs
  const nanos = (stamp: string) => (/\.(\d+)/.exec(stamp)?.[1] ?? '').padEnd(9, '0')
  return nanos(left).localeCompare(nanos(right))
}
