import { watch, type FSWatcher } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

/** An editor writes in several steps: read once it has been quiet. */
const quietMs = 200
/** Where the system cannot watch (a network share), the file is looked at this often. */
const pollMs = 5000

/** As large as a runbook may be when it is opened: something larger is no edit of one. */
const maxBytes = 16 * 1024 * 1024

/** Looks at a file now and whenever it may have changed, and gives its bytes. */
export interface FileWatch extends Disposable {
  /** Looks again at once. */
  check(): void
}

/**
 * Watches the folder, since editors replace a file by renaming another over it. A file that is gone
 * gives nothing: it says nothing about what the run pinned.
 */
export function watchFile(path: string, onBytes: (bytes: Uint8Array) => void): FileWatch {
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let poll: NodeJS.Timeout | undefined
  let watcher: FSWatcher | undefined

  const read = async () => {
    try {
      if ((await stat(path)).size > maxBytes) return
      const bytes = await readFile(path)
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
    watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path)) later()
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
