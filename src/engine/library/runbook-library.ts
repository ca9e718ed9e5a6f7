import { basename, resolve } from 'node:path'

import { message } from '../../shared/messages/message.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { RunbookEntry } from '../../shared/rpc/views.ts'
import { createKeyedStore, type KeyedSource } from '../rpc/keyed-source.ts'
import type { CallHandlers } from '../rpc/service.ts'
import { unbundleFiles } from '../runbook/overlay-bundle.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { sha256 } from '../store/canonical.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { readBuiltInRunbooks } from './built-in-runbooks.ts'
import { maxRunbookBytes, readRunbookFiles, TooLarge } from './runbook-files.ts'

/** Parsed runbooks kept: the ones in use, and a few that somebody looks at. */
const mostParsed = 16

/** The runbooks that were opened here, and those that came with Warroom. */
export interface RunbookLibrary {
  readonly handlers: Pick<CallHandlers, 'runbook.open' | 'runbook.get' | 'runbook.forget'>
  readonly entries: KeyedSource<RunbookEntry>
  /** The same object each time for the same hash, while it is in use. */
  parsed(hash: string): Runbook | undefined
  /** Opens the file at a path, as the call does. */
  open(path: string): Promise<Result<{ hash: string }>>
  forget(hash: string): Promise<Result<null>>
}

export async function createRunbookLibrary(store: Store, clock: Clock): Promise<RunbookLibrary> {
  const entries = createKeyedStore<RunbookEntry>()
  const parsedByHash = new Map<string, Runbook>()
  /** By the hash of their text alone. */
  const builtInByText = new Map<string, string>()

  function remember(runbook: Runbook): Runbook {
    parsedByHash.delete(runbook.hash)
    parsedByHash.set(runbook.hash, runbook)
    const [oldest] = parsedByHash.keys()
    if (parsedByHash.size > mostParsed && oldest !== undefined) parsedByHash.delete(oldest)
    return runbook
  }

  function parsed(hash: string): Runbook | undefined {
    const known = parsedByHash.get(hash)
    if (known) return remember(known)
    const file = store.library.file(hash)
    if (!file) return undefined
    return remember(parseRunbook({ ...file, path: entries.get(hash)?.path }))
  }

  function keep(bytes: Uint8Array, fileName: string, path?: string): Result<{ hash: string }> {
    const largest = unbundleFiles(bytes)
    if (Math.max(largest.runbook.byteLength, largest.overlay?.byteLength ?? 0) > maxRunbookBytes)
      return tooLarge(fileName)
    // The same text is the same runbook, with the overlay that came with it.
    const builtIn = builtInByText.get(sha256(bytes))
    if (builtIn !== undefined) return ok({ hash: builtIn })
    const runbook = parseRunbook({ bytes, fileName, path })
    const known = entries.get(runbook.hash)
    if (known?.builtIn) return ok({ hash: runbook.hash })
    const kept = store.library.keep(entryOf(runbook, clock.now(), false), bytes)
    if (!kept.ok) return kept
    remember(runbook)
    return ok({ hash: runbook.hash })
  }

  async function open(path: string): Promise<Result<{ hash: string }>> {
    const absolute = resolve(path)
    try {
      return keep(await readRunbookFiles(absolute), basename(absolute), absolute)
    } catch (error) {
      if (error instanceof TooLarge) return tooLarge(basename(error.message))
      const cause = error instanceof Error ? error.message : String(error)
      return failure('not-found', message('library.unreadable', { path: absolute }), { cause })
    }
  }

  const forget = (hash: string): Promise<Result<null>> =>
    Promise.resolve(
      entries.get(hash)?.builtIn
        ? failure('conflict', message('library.built-in'))
        : store.library.forget(hash),
    )

  for (const { fileName, bytes } of await readBuiltInRunbooks()) {
    const runbook = parseRunbook({ bytes, fileName })
    // A run may pin it, and an export carries its bytes. Who only reads has no run to pin it to.
    if (!store.database.readOnly) store.library.keepFile(fileName, bytes)
    entries.set(runbook.hash, entryOf(runbook, '', true))
    builtInByText.set(sha256(unbundleFiles(bytes).runbook), runbook.hash)
  }
  entries.update(store.library.entries().map((entry) => [entry.hash, entry]))
  store.library.onChanged((hash, entry) => {
    if (!entries.get(hash)?.builtIn) entries.update([[hash, entry]])
  })

  return {
    entries,
    parsed,
    open,
    forget,
    handlers: {
      'runbook.open': (input) =>
        'path' in input
          ? open(input.path)
          : Promise.resolve(keep(Buffer.from(input.base64, 'base64'), input.fileName)),
      'runbook.get'({ hash }) {
        const runbook = parsed(hash)
        return Promise.resolve(
          runbook ? ok(runbook) : failure('not-found', message('run.unknown-runbook')),
        )
      },
      'runbook.forget': ({ hash }) => forget(hash),
    },
  }
}

function tooLarge(fileName: string): Result<never> {
  const values = { fileName, megabytes: maxRunbookBytes / 1_000_000 }
  return failure('bad-input', message('library.too-large', values))
}

function entryOf(runbook: Runbook, openedAt: string, builtIn: boolean): RunbookEntry {
  const { hash, fileName, path, title, items, problems, repairs } = runbook
  return {
    hash,
    fileName,
    path,
    title,
    items: items.length,
    checks: items.reduce((count, item) => count + item.checks.length, 0),
    problems: problems.filter(({ severity }) => severity === 'error').length,
    repairs: repairs.length,
    openedAt,
    builtIn,
  }
}
