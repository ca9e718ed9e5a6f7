import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import { createObjectSplitter } from './object-splitter.ts'
import type { ReaderEvents, TailReader } from './reader.ts'

/** Poll and push of flyctl overlap by some seconds; what is older than this is not compared. */
const mostRemembered = 2000
/** Of them over a restart: more than what it repeats by itself. */
const mostKept = 200

/**
 * `fly logs --json`: objects indented over several lines, one after the other, some of them twice.
 * There is no way to ask for what came while the link was down beyond what it repeats by itself.
 */
export function createFlyReader(
  { app, machine }: { app: string; machine?: string },
  { onLine, onGap }: ReaderEvents,
  place?: string,
): TailReader {
  const seen = new Set(place === undefined ? [] : z.array(z.string()).parse(JSON.parse(place)))
  let hasRun = place !== undefined

  const take = (text: string) => {
    const entry = parseEntry(text)
    if (!entry) return
    const key = `${entry.timestamp} ${entry.instance} ${entry.message}`
    if (seen.has(key)) return
    seen.add(key)
    if (seen.size > mostRemembered) {
      const [oldest] = seen
      if (oldest !== undefined) seen.delete(oldest)
    }
    const atMs = Date.parse(entry.timestamp)
    const isPlain = !/^\s*[{]/.test(entry.message) && entry.level !== '' && entry.level !== 'info'
    onLine({
      text: isPlain ? `${entry.level}: ${entry.message}` : entry.message,
      ...(Number.isNaN(atMs) ? {} : { atMs }),
      ...(entry.instance === '' ? {} : { origin: entry.instance }),
    })
  }
  let splitter = createObjectSplitter(take)

  return {
    resume: 'recent',
    place: () => JSON.stringify([...seen].slice(-mostKept)),
    command() {
      splitter = createObjectSplitter(take)
      if (hasRun) onGap({ message: message('tail.gap.fly') })
      hasRun = true
      return {
        command: {
          argv: [
            'fly',
            'logs',
            `--app=${app}`,
            '--json',
            ...(machine === undefined ? [] : [`--machine=${machine}`]),
          ],
        },
      }
    },
    push(stream, text) {
      if (stream === 'stdout') splitter.push(text)
    },
    end: () => undefined,
  }
}

function parseEntry(text: string) {
  let entry: unknown
  try {
    entry = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof entry !== 'object' || entry === null) return undefined
  const fields = entry as Record<string, unknown>
  const field = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  return {
    level: field('level'),
    instance: field('instance'),
    message: field('message'),
    timestamp: field('timestamp'),
  }
}
