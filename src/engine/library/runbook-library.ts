import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'

import { message } from '../../shared/messages/message.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { RunbookEntry } from '../../shared/rpc/views.ts'
import type { Clock } from '../clock.ts'
import { createKeyedStore, type KeyedSource } from '../rpc/keyed-source.ts'
import type { CallHandlers } from '../rpc/service.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import type { Store } from '../store/store.ts'
import { readBuiltInRunbooks } from './built-in-runbooks.ts'

const mostMegabytes = 16
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
    if (bytes.byteLength > mostMegabytes * 1_000_000) {
      const values = { fileName, megabytes: mostMegabytes }
      return failure('bad-input', message('library.too-large', values))
    }
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
      // A device or a disk image must not be read whole before it is refused.
      const { size } = await stat(absolute)
      if (size > mostMegabytes * 1_000_000) {
        const values = { fileName: basename(absolute), megabytes: mostMegabytes }
        return failure('bad-input', message('library.too-large', values))
      }
      return keep(await readFile(absolute), basename(absolute), absolute)
    } catch (error) {
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
