import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'

/** An editor writes in several steps: read once it has been quiet. */
const quietMs = 200
/** Where the system cannot watch (a network share), the file is looked at this often. */
const pollMs = 5000

/** Looks at files now and whenever one may have changed, and gives what they hold. */
export interface FileWatch extends Disposable {
  /** Looks again at once. */
  check(): void
}

/**
 * Watches files of one folder by watching the folder, since editors replace a file by renaming
 * another over it. What cannot be read gives nothing: it says nothing about what the run pinned.
 */
export function watchFiles(
  paths: readonly [string, ...string[]],
  readAll: () => Promise<Uint8Array>,
  onBytes: (bytes: Uint8Array) => void,
): FileWatch {
  const names = new Set(paths.map((path) => basename(path)))
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let poll: NodeJS.Timeout | undefined
  let watcher: FSWatcher | undefined

  const read = async () => {
    try {
      const bytes = await readAll()
      if (!closed) onBytes(bytes)
    } catch {
      // Gone, or not readable just now: the next change is another chance.
    }
  }
  const look = () => void read()
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(look, quietMs)
  }
  const pollInstead = () => {
    watcher?.close()
    poll ??= setInterval(look, pollMs).unref()
  }

  try {
    watcher = watch(dirname(paths[0]), { persistent: false }, (_event, name) => {
      if (name === null || names.has(name)) later()
    })
    watcher.on('error', pollInstead)
  } catch {
    pollInstead()
  }
  look()

  return {
    check: look,
    [Symbol.dispose]() {
      closed = true
      watcher?.close()
      clearTimeout(timer)
      clearInterval(poll)
    },
  }
}
