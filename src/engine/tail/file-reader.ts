import { StringDecoder } from 'node:string_decoder'

import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import { followFileScript } from './follow-file-script.ts'
import { createLineSplitter } from './line-splitter.ts'
import type { ReaderEvents, TailReader } from './reader.ts'

/** Read back when following begins: some hundreds of lines. Looking for a time would read it all. */
const backBytes = 64 * 1024
/** A piece of 256 kB in base64, and what stands before it. */
const mostProtocolCharacters = 400_000

/** One file, known by its inode whatever it is named. */
interface FollowedFile {
  path: string
  /** Bytes up to here have become lines. */
  offset: number
  /** Bytes of a line whose end has not come yet. */
  rest: Buffer
  /** Following began in the middle of a line, which is left out. */
  isCut: boolean
}

/** A file, or all that a pattern such as `/var/log/app/*.log` names, through rotation and truncation. */
export function createFileReader(
  { path }: { path: string },
  { onLine, onGap, onNote }: ReaderEvents,
  place?: string,
): TailReader {
  const files = new Map<string, FollowedFile>(readPlaces(place))
  const isPattern = /[*?[]/.test(path)
  let splitter = createLineSplitter(take, mostProtocolCharacters)

  function take(line: string): void {
    const [kind, inode = '', ...rest] = line.split(' ')
    const file = files.get(inode)
    switch (kind) {
      case 'B': {
        const offset = Number(rest[0])
        const named = decode(rest[1] ?? '').toString('utf8')
        files.set(inode, { path: named, offset, rest: Buffer.alloc(0), isCut: offset > 0 })
        return
      }
      case 'D':
        if (file) append(file, Number(rest[0]), Number(rest[1]), decode(rest[2] ?? ''))
        return
      case 'T':
        if (file) {
          finish(file)
          file.offset = 0
          onGap({ message: message('tail.gap.truncated', { path: file.path }) })
        }
        return
      case 'E':
        if (file) finish(file)
        files.delete(inode)
        return
      case 'L':
        if (file) {
          finish(file)
          files.delete(inode)
          onGap({ message: message('tail.gap.rotated-away', { path: file.path }) })
        }
        return
      case 'M':
        onNote(message('tail.no-file', { path }))
        return
      case 'P': {
        const named = decode(inode).toString('utf8')
        onGap({ message: message('tail.gap.unreadable', { path: named }) })
        return
      }
      default:
    }
  }

  function append(file: FollowedFile, from: number, to: number, bytes: Buffer): void {
    if (from > file.offset + file.rest.length) file.rest = Buffer.alloc(0)
    const all = Buffer.concat([file.rest, bytes])
    const end = all.lastIndexOf(10) + 1
    file.rest = all.subarray(end)
    file.offset = from + bytes.length - file.rest.length
    if (bytes.length < to - from)
      onGap({ message: message('tail.gap.truncated', { path: file.path }) })
    if (end === 0) return
    emit(file, all.subarray(0, end))
  }

  function emit(file: FollowedFile, bytes: Buffer): void {
    const lines = createLineSplitter((text) => {
      if (!file.isCut) onLine({ text, ...(isPattern ? { origin: baseName(file.path) } : {}) })
      file.isCut = false
    })
    lines.push(new StringDecoder('utf8').end(bytes))
    lines.end()
  }

  function finish(file: FollowedFile): void {
    if (file.rest.length > 0) emit(file, file.rest)
    file.rest = Buffer.alloc(0)
  }

  return {
    resume: 'exact',
    place: () =>
      files.size === 0
        ? undefined
        : JSON.stringify(
            [...files].map(([inode, { path: named, offset }]) => [inode, named, offset]),
          ),
    command() {
      splitter = createLineSplitter(take, mostProtocolCharacters)
      // Bytes of a line that has not ended are read again: the rest of it may be elsewhere by then.
      for (const file of files.values()) file.rest = Buffer.alloc(0)
      const places = [...files].map(([inode, { offset }]) => `${inode}:${offset}`)
      return {
        command: { script: followFileScript },
        env: {
          WARROOM_PATH: path,
          WARROOM_BACK: String(backBytes),
          WARROOM_PLACES: places.join(' '),
        },
      }
    },
    push(stream, text) {
      if (stream === 'stdout') splitter.push(text)
    },
    end: () => undefined,
  }
}

const placesSchema = z.array(z.tuple([z.string(), z.string(), z.int()]))

function readPlaces(text: string | undefined): [string, FollowedFile][] {
  const places = text === undefined ? [] : placesSchema.parse(JSON.parse(text))
  return places.map(([inode, path, offset]) => [
    inode,
    { path, offset, rest: Buffer.alloc(0), isCut: false },
  ])
}

const decode = (text: string) => Buffer.from(text, 'base64')
const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)
