import { randomUUID } from 'node:crypto'

import { message, type Message } from '../../../shared/messages/message.ts'
import type { Evidence, RunEventBody } from '../../../shared/model/run.ts'
import { failure, ok, type Result } from '../../../shared/result.ts'
import type { CallHandlers } from '../../rpc/service.ts'
import { knownItem, openRun } from '../../run/run-guard.ts'
import type { RunRegistry } from '../../run/run-registry.ts'
import { operator } from '../../run/run-service.ts'
import type { Store } from '../../store/store.ts'
import type { TailReaderOptions } from '../tail-reader.ts'
import type { Tails } from '../tails.ts'
import { createFileScan, type FileScan } from './file-scan.ts'
import { createPiiFinder } from './find-pii.ts'
import { lookForPii } from './look-for-pii.ts'
import { piiEvidence, type PiiResult } from './pii-evidence.ts'

/** A window that goes away forgets its scan; the oldest makes room for the next. */
const mostScans = 4

export interface PiiServiceOptions extends Pick<TailReaderOptions, 'clock' | 'countryOf'> {
  store: Store
  registry: RunRegistry
  tails: Pick<Tails, 'lines' | 'isWhole'>
}

/** Personal data in files, and in kept lines, as evidence of an item. */
export function createPiiService({
  store,
  registry,
  tails,
  clock,
  countryOf,
}: PiiServiceOptions): Pick<
  CallHandlers,
  'pii.openFile' | 'pii.readFile' | 'pii.keepFile' | 'pii.closeFile' | 'pii.keepLog'
> {
  const scans = new Map<string, { runId: string; scan: FileScan; isBusy: boolean }>()
  const unknownScan = () => failure('not-found', message('tail.pii.unknown-scan'))

  const mayKeep = (runId: string, itemId: string): Result<null> => {
    const run = openRun(store, registry, runId)
    return run.ok ? knownItem(run.value, itemId) : run
  }
  const keep = (runId: string, itemId: string, source: Message, result: PiiResult) => {
    const evidence: Evidence = piiEvidence(result)
    const { verdict, reason } = evidence.judgement
    const body: RunEventBody = {
      type: 'log.scanned',
      itemId,
      source,
      verdict,
      reason,
      evidenceHash: evidence.hash,
    }
    const appended = store.events.append(runId, operator(store), [body], [evidence])
    return appended.ok ? ok({ verdict, reason }) : appended
  }

  return {
    'pii.openFile'({ runId, name }) {
      if (!registry.get(runId)) return Promise.resolve(failure('not-found', message('run.unknown')))
      const scanId = randomUUID()
      const scan = createFileScan(name, createPiiFinder(countryOf(runId)), clock)
      scans.set(scanId, { runId, scan, isBusy: false })
      const [oldest = ''] = scans.keys()
      if (scans.size > mostScans) scans.delete(oldest)
      return Promise.resolve(ok({ scanId }))
    },
    async 'pii.readFile'({ scanId, base64, isLast }) {
      const found = scans.get(scanId)
      if (!found) return unknownScan()
      // Bytes have an order: the next come when these were looked through.
      if (found.isBusy) return failure('conflict', message('tail.pii.busy'))
      found.isBusy = true
      await found.scan.push(Buffer.from(base64, 'base64'), isLast)
      found.isBusy = false
      const { counts, findings, lines, bytes } = found.scan
      return ok({ counts: { ...counts }, findings: [...findings], lines, bytes })
    },
    'pii.keepFile'({ scanId, itemId }) {
      const found = scans.get(scanId)
      const result = found?.scan.result()
      if (!found || !result) return Promise.resolve(unknownScan())
      const may = mayKeep(found.runId, itemId)
      if (!may.ok) return Promise.resolve(may)
      const source = message('tail.pii.source-file', { name: found.scan.name })
      const kept = keep(found.runId, itemId, source, result)
      if (kept.ok) scans.delete(scanId)
      return Promise.resolve(kept)
    },
    'pii.closeFile'({ scanId }) {
      scans.delete(scanId)
      return Promise.resolve(ok(null))
    },
    async 'pii.keepLog'({ runId, itemId, minutes }, { signal }) {
      const may = mayKeep(runId, itemId)
      if (!may.ok) return may
      const segments = tails.lines(runId)
      if (!segments) return failure('not-found', message('run.unknown'))
      const [startedAt, startedMs] = [clock.now(), clock.monotonicMs()]
      const fromMs = minutes === undefined ? 0 : Date.parse(startedAt) - minutes * 60_000
      const find = createPiiFinder(countryOf(runId))
      const look = await lookForPii({ segments, find, fromMs }, signal)
      if (signal.aborted) return failure('cancelled', message('cause.cancelled'))
      const isFollowed =
        minutes === undefined ||
        (registry.get(runId)?.tails ?? []).every(({ id }) => tails.isWhole(runId, id, minutes * 60))
      const doubt = look.isWhole && isFollowed ? undefined : message('tail.pii.part')
      const source =
        minutes === undefined
          ? message('tail.pii.source-kept')
          : message('tail.pii.source-window', { minutes })
      return keep(runId, itemId, source, {
        startedAt,
        durationMs: clock.monotonicMs() - startedMs,
        target: 'logs',
        counts: look.counts,
        found: look.findings.map(({ kind, masked, n }) => ({ kind, masked, line: n })),
        lines: look.lines,
        ...(doubt === undefined ? {} : { doubt }),
      })
    },
  }
}
