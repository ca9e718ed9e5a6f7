import { createLineSplitter } from './line-splitter.ts'
import type { ReaderEvents, TailReader } from './reader.ts'

/** systemd's journal by its own cursor: nothing is lost while it keeps its past. */
export function createJournalReader(
  { unit, backSeconds }: { unit?: string; backSeconds: number },
  { onLine }: ReaderEvents,
  place?: string,
): TailReader {
  let cursor = place

  const take = (line: string) => {
    const entry = parseEntry(line)
    if (!entry) return
    cursor = entry.cursor ?? cursor
    onLine({
      text: entry.text,
      ...(entry.atMs === undefined ? {} : { atMs: entry.atMs }),
      ...(unit === undefined && entry.unit !== undefined ? { origin: entry.unit } : {}),
    })
  }
  let splitter = createLineSplitter(take)

  return {
    resume: 'exact',
    place: () => cursor,
    command() {
      splitter = createLineSplitter(take)
      const from =
        cursor === undefined ? `--since=-${backSeconds}seconds` : `--after-cursor=${cursor}`
      return {
        command: {
          argv: [
            'journalctl',
            '--output=json',
            '--all',
            '--follow',
            '--no-tail',
            '--quiet',
            from,
            ...(unit === undefined ? [] : [`--unit=${unit}`]),
          ],
        },
      }
    },
    push(stream, text) {
      if (stream === 'stdout') splitter.push(text)
    },
    // A cut entry is no entry: it comes again after the cursor.
    end: () => undefined,
  }
}

const words = ['emerg', 'alert', 'crit', 'error', 'warning', 'notice', 'info', 'debug']

function parseEntry(line: string) {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof entry !== 'object' || entry === null) return undefined
  const fields = entry as Record<string, unknown>
  const field = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined)
  const said = textOf(fields['MESSAGE'])
  const micros = Number(field('_SOURCE_REALTIME_TIMESTAMP') ?? field('__REALTIME_TIMESTAMP'))
  const priority = words[Number(field('PRIORITY'))]
  // Structured messages carry their own level; others have the journal's.
  const isPlain = !/^\s*[{]/.test(said) && priority !== undefined && Number(field('PRIORITY')) <= 4
  return {
    cursor: field('__CURSOR'),
    unit: field('_SYSTEMD_UNIT') ?? field('SYSLOG_IDENTIFIER'),
    text: isPlain ? `${priority}: ${said}` : said,
    atMs: Number.isFinite(micros) ? Math.round(micros / 1000) : undefined,
  }
}

/** The journal gives bytes that are no UTF-8 as a list of numbers, and repeated fields as a list. */
function textOf(message: unknown): string {
  if (typeof message === 'string') return message
  if (!Array.isArray(message)) return ''
  if (message.every((byte): byte is number => typeof byte === 'number'))
    return Buffer.from(message).toString('utf8')
  return message.map(textOf).join('\n')
}
