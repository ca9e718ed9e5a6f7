import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A folder that takes in no more than a disk of its size would. */
export interface DataVolume {
  readonly path: string
  /** What there is room for. */
  readonly bytes: number
  /** By the files that are really there, whoever put them there. */
  used(): Promise<{ bytes: number; files: number }>
  /** Puts a file there, in the place of an older one. Throws `ENOSPC` where there is no room for both. */
  write(name: string, content: string | Uint8Array): Promise<void>
  /** Fills with one file what room there is. */
  fill(name: string): Promise<void>
}

const mebibyte = 1024 * 1024

/** MedQuiz's data volume: 64 MB, and the exports of former months in a folder of their own. */
export async function openDataVolume(path: string, bytes = 64 * mebibyte): Promise<DataVolume> {
  await mkdir(join(path, 'old-exports'), { recursive: true })
  const used = async () => {
    const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
      whenGone([]),
    )
    const files = entries.filter((entry) => !entry.isDirectory())
    const sizes = await Promise.all(
      files.map(async ({ parentPath, name }) =>
        lstat(join(parentPath, name)).then(({ size }) => size, whenGone(0)),
      ),
    )
    return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: files.length }
  }
  const put = async (name: string, content: string | Uint8Array) => {
    const file = join(path, name)
    const written = `${file}.${randomUUID()}`
    await mkdir(dirname(file), { recursive: true })
    await writeFile(written, content, { mode: 0o600 })
    await rename(written, file)
  }
  /** One after the other: two that look at once would both find room for one. */
  let turn: Promise<unknown> = Promise.resolve()
  const follow = (act: () => Promise<void>): Promise<void> => {
    const next = turn.then(act)
    turn = next.catch(() => {})
    return next
  }
  return {
    path,
    bytes,
    used,
    write: (name, content) =>
      follow(async () => {
        const taken = await used()
        if (taken.bytes + Buffer.byteLength(content) > bytes) throw noSpace(name)
        await put(name, content)
      }),
    fill: (name) =>
      follow(async () => {
        const taken = await used()
        await put(name, new Uint8Array(Math.max(0, bytes - taken.bytes)))
      }),
  }
}

function noSpace(name: string): Error {
  const code = 'ENOSPC'
  return Object.assign(new Error(`${code}: no space left on device, write '${name}'`), { code })
}

/** Somebody may delete while we look: that is what the volume is for. */
function whenGone<T>(instead: T) {
  return (error: unknown): T => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead
    throw error
  }
}
