import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import { renderReport } from './report.ts'
import { collectRun, readRunFile, verifyRun, writeRunFile } from './run-file.ts'
import type { RunRegistry } from './run-registry.ts'

type TransferHandlers = Pick<
  CallHandlers,
  'run.verify' | 'run.export' | 'run.import' | 'run.take-over' | 'run.report'
>

/** A run leaves as a file or a report, comes in from a file, and is verified where it is. */
export function createRunTransfer(
  store: Store,
  registry: RunRegistry,
  clock: Clock,
  /** For what people type. */
  redact: (text: string) => string,
): TransferHandlers {
  const unknownRun = () => failure('not-found', message('run.unknown'))
  return {
    'run.verify'({ runId }) {
      const run = collectRun(store, runId)
      return Promise.resolve(run ? ok(verifyRun(run)) : unknownRun())
    },
    async 'run.export'({ runId }) {
      const run = collectRun(store, runId)
      const head = registry.head(runId)
      if (!run || !head) return unknownRun()
      const bytes = await writeRunFile(run)
      return ok({
        fileName: `${fileStem(head.title)}-${head.createdAt.slice(0, 10)}.warroom`,
        base64: Buffer.from(bytes).toString('base64'),
      })
    },
    async 'run.import'({ base64 }) {
      const read = await readRunFile(Buffer.from(base64, 'base64'))
      if (!read.ok) return read
      const { file, report } = read.value
      if (report.firstBad)
        return failure('bad-input', message('run.not-verified'), { hint: report.firstBad.problem })
      const known = store.events.run(file.runId)
      if (known?.head.hash === file.head.hash) return ok({ runId: file.runId })
      if (known) return failure('conflict', message('run.conflict'))
      const imported = store.events.import(file)
      return imported.ok ? ok({ runId: file.runId }) : imported
    },
    'run.take-over'({ runId, by, reason }) {
      const projection = registry.get(runId)
      if (!projection) return Promise.resolve(unknownRun())
      if (store.database.readOnly)
        return Promise.resolve(failure('read-only', message('failure.read-only')))
      if (!projection.head().imported)
        return Promise.resolve(failure('conflict', message('run.own')))
      const taken = store.events.takeOver(runId, { kind: 'person', name: by }, [
        { type: 'run.taken-over', by, ...(reason === undefined ? {} : { reason: redact(reason) }) },
        // What was under way over there, nobody here knows the outcome of.
        ...projection
          .openAttempts()
          .map((attempt) => ({ type: 'check.orphaned' as const, ...attempt })),
      ])
      return Promise.resolve(taken.ok ? ok(null) : taken)
    },
    'run.report'({ runId, format, locale }) {
      const run = collectRun(store, runId)
      const projection = registry.get(runId)
      if (!run || !projection) return Promise.resolve(unknownRun())
      const text = renderReport(format, {
        projection,
        verification: verifyRun(run),
        evidence: new Map(run.evidence.map((one) => [one.hash, one])),
        locale,
        writtenAt: clock.now(),
      })
      const { title, createdAt } = projection.head()
      const ending = format === 'html' ? 'html' : 'md'
      return Promise.resolve(
        ok({ fileName: `${fileStem(title)}-${createdAt.slice(0, 10)}.${ending}`, text }),
      )
    },
  }
}

/** A title as a file name that every system takes. */
function fileStem(title: string): string {
  const stem = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  return stem === '' ? 'run' : stem
}
