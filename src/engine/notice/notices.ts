import type { Notice } from '../../shared/model/notice.ts'
import type { RunEvent } from '../../shared/model/run.ts'
import type { ProjectionContext } from '../run/projection.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import { createNoticeBook, type NoticeBook } from './notice-book.ts'

/** Clocks are set and machines sleep: a moment far off is looked for again and again. */
const longestRestMs = 60_000

export interface NoticesOptions {
  store: Store
  registry: RunRegistry
  runbookOf: ProjectionContext['runbookOf']
  clock: Clock
  timer: Timer
}

/** The notices of all runs: told as they come in the open ones, as they were left in the others. */
export interface Notices extends Disposable {
  /** Oldest first. */
  of(runId: string): readonly Notice[]
  onChange(listener: (runId: string, ids: readonly string[]) => void): () => void
  /** One that began just now, and again when it is over. Never one of an earlier life of the engine. */
  onNews(listener: (runId: string, notice: Notice) => void): () => void
}

interface Followed {
  book: NoticeBook
  shown: readonly Notice[]
  /** Of those shown in this life, what was told. */
  told: Set<string>
  isLive: boolean
  cancel?: () => void
}

export function createNotices(options: NoticesOptions): Notices {
  const { store, registry, runbookOf, clock, timer } = options
  const followed = new Map<string, Followed>()
  const changeListeners = new Set<(runId: string, ids: readonly string[]) => void>()
  const newsListeners = new Set<(runId: string, notice: Notice) => void>()
  const nowMs = () => Date.parse(clock.now())

  const follow = (runId: string): Followed | undefined => {
    const known = followed.get(runId)
    if (known) return known
    const run = registry.get(runId)
    if (!run) return undefined
    const head = run.head()
    const { imported } = head
    const book = createNoticeBook({ runbookOf, imported, isLive: () => false })
    for (const event of run.events) book.apply(event)
    const isLive = isOpenRun(head) && !store.database.readOnly
    const atMs = nowMs()
    if (isLive) book.tick(atMs)
    const shown = book.notices(isLive ? atMs : Infinity)
    const started: Followed = { book, shown, told: new Set(), isLive }
    followed.set(runId, started)
    if (isLive) schedule(runId, started, atMs)
    return started
  }

  /** `shownMs`: what is shown is of then. What is due a moment later is not there yet. */
  const schedule = (runId: string, run: Followed, shownMs: number) => {
    run.cancel?.()
    run.cancel = undefined
    const nextMs = run.isLive ? run.book.nextMs(shownMs) : undefined
    if (nextMs === undefined) return
    const delayMs = Math.min(longestRestMs, Math.max(1, nextMs - nowMs()))
    run.cancel = timer.after(delayMs, () => refresh(runId, run))
  }

  const refresh = (runId: string, run: Followed) => {
    const atMs = nowMs()
    if (run.isLive) run.book.tick(atMs)
    const before = new Map(run.shown.map((notice) => [notice.id, notice]))
    run.shown = run.book.notices(run.isLive ? atMs : Infinity)
    const ids: string[] = []
    for (const notice of run.shown) {
      const known = before.get(notice.id)
      before.delete(notice.id)
      if (JSON.stringify(known) === JSON.stringify(notice)) continue
      ids.push(notice.id)
      tell(runId, run, notice, known)
    }
    ids.push(...before.keys())
    schedule(runId, run, atMs)
    if (ids.length > 0) for (const listener of changeListeners) listener(runId, ids)
  }

  const tell = (runId: string, run: Followed, notice: Notice, known: Notice | undefined) => {
    const begins = known === undefined && notice.resolvedAt === undefined
    const ends = run.told.has(notice.id) && notice.resolvedAt !== undefined
    if (!run.isLive || (!begins && !ends)) return
    // Its end is told once, though it may begin and end again before it is told anew.
    if (begins) run.told.add(notice.id)
    else run.told.delete(notice.id)
    for (const listener of newsListeners) listener(runId, notice)
  }

  const onAppended = (runId: string, events: readonly RunEvent[]) => {
    const run = followed.get(runId)
    if (!run) {
      follow(runId)
      return
    }
    for (const event of events) run.book.apply(event)
    run.isLive = isOpenRun(registry.get(runId)?.head())
    refresh(runId, run)
  }

  const stops: (() => void)[] = []
  if (!store.database.readOnly) {
    stops.push(store.events.onAppended(onAppended))
    for (const runId of registry.runIds()) if (isOpenRun(registry.head(runId))) follow(runId)
  }

  return {
    of: (runId) => follow(runId)?.shown ?? [],
    onChange(listener) {
      changeListeners.add(listener)
      return () => changeListeners.delete(listener)
    },
    onNews(listener) {
      newsListeners.add(listener)
      return () => newsListeners.delete(listener)
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
      for (const { cancel } of followed.values()) cancel?.()
      changeListeners.clear()
      newsListeners.clear()
    },
  }
}
