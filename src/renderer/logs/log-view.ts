import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

import type { LogLine, LogPage } from '../../shared/model/tail.ts'
import type { Failure, Result } from '../../shared/result.ts'
import type { CallInput } from '../../shared/rpc/contract.ts'

/** Rows that a window holds; older ones are asked for again. */
const mostRows = 5000
const pageLines = 500
/** Further behind than this it is better to say what was left out than to read it all. */
const tooFarBehind = 5000

export type LogRow =
  | { kind: 'line'; key: string; line: LogLine }
  | { kind: 'skipped'; key: string; count: number }

export interface LogViewState {
  rows: readonly LogRow[]
  filter: string
  /** New lines are shown as they come. */
  isFollowing: boolean
  /** Lines that came while it was not following. */
  waiting: number
  /** Nothing older is kept, or nothing older lets the filter through. */
  isOldest: boolean
  isSearching: boolean
  selectedN?: number
  problem?: Failure
}

type AskPage = (input: Omit<CallInput<'log.page'>, 'runId'>) => Promise<Result<LogPage>>

/** One window's look at a run's merged stream: a page of it that grows at both ends. */
export interface LogView {
  store: StoreApi<LogViewState>
  /** The stream now ends with this line. */
  onLastN: (lastN: number) => void
  setFilter: (filter: string) => void
  follow: (isFollowing: boolean) => void
  loadOlder: () => Promise<void>
  /** Shows what was said from this moment on. */
  goTo: (from: string) => Promise<void>
  select: (n: number | undefined) => void
  /** Selects the next or the previous line that a test picks out. */
  step: (direction: 1 | -1, picks: (line: LogLine) => boolean) => void
}

export function createLogView(askPage: AskPage): LogView {
  const store = createStore<LogViewState>(() => ({
    rows: [],
    filter: '',
    isFollowing: true,
    waiting: 0,
    isOldest: false,
    isSearching: false,
  }))
  const set = store.setState
  const get = store.getState
  let lastN = 0
  /** All lines up to here have been looked at. */
  let seenN = 0
  let isPumping = false
  /** What was asked before the filter changed is of no use any more. */
  let generation = 0

  const firstLine = () => {
    const row = get().rows.find(({ kind }) => kind === 'line')
    return row?.kind === 'line' ? row.line.n : undefined
  }

  /** Asks backwards until there is a page of lines, or nothing is left. */
  const readBack = async (before: number | undefined, mine: number) => {
    const lines: LogLine[] = []
    let from = before
    let isOldest = false
    while (lines.length < pageLines && !isOldest) {
      const page = await askPage({
        filter: get().filter,
        limit: pageLines - lines.length,
        ...(from === undefined ? {} : { before: from }),
      })
      if (mine !== generation) return undefined
      if (!page.ok) {
        set({ problem: page.failure, isSearching: false })
        return undefined
      }
      lines.unshift(...page.value.lines)
      from = page.value.reachedN
      isOldest = page.value.isEnd
      if (before === undefined) seenN = Math.max(seenN, page.value.lastN)
    }
    return { lines, isOldest }
  }

  const restart = async () => {
    const mine = ++generation
    // What is shown stays until there is something else to show: a filter may be half typed.
    set({ isSearching: true, problem: undefined, waiting: 0 })
    const found = await readBack(undefined, mine)
    if (!found) return
    set({ rows: found.lines.map(rowOf), isOldest: found.isOldest, isSearching: false })
    void pump()
  }

  const append = (rows: readonly LogRow[]) => {
    if (rows.length === 0) return
    const all = [...get().rows, ...rows]
    const isCut = all.length > mostRows
    set({ rows: isCut ? all.slice(-mostRows) : all, ...(isCut ? { isOldest: false } : {}) })
  }

  const pump = async () => {
    if (isPumping) return
    isPumping = true
    try {
      while (get().isFollowing && !get().isSearching && seenN < lastN) {
        const mine = generation
        const behind = lastN - seenN
        const isJump = behind > tooFarBehind
        const page = await askPage({
          filter: get().filter,
          limit: pageLines,
          ...(isJump ? {} : { after: seenN }),
        })
        if (mine !== generation) continue
        if (!page.ok) {
          set({ problem: page.failure })
          return
        }
        const { lines, reachedN } = page.value
        const rows = lines.map(rowOf)
        if (isJump) {
          const count = Math.max(0, reachedN - seenN - 1)
          append([{ kind: 'skipped', key: `skipped ${seenN}`, count }, ...rows])
          seenN = page.value.lastN
        } else {
          append(rows)
          seenN = page.value.isEnd ? page.value.lastN : reachedN
        }
      }
    } finally {
      isPumping = false
    }
  }

  const note = () => {
    if (!get().isFollowing) set({ waiting: Math.max(0, lastN - seenN) })
  }

  return {
    store,
    onLastN(n) {
      lastN = n
      if (seenN === 0 && get().rows.length === 0 && !get().isSearching) void restart()
      else void pump()
      note()
    },
    setFilter(filter) {
      if (filter === get().filter) return
      set({ filter })
      void restart()
    },
    follow(isFollowing) {
      if (isFollowing === get().isFollowing) return
      set({ isFollowing, waiting: 0, ...(isFollowing ? { selectedN: undefined } : {}) })
      if (isFollowing) void pump()
      note()
    },
    async loadOlder() {
      const before = firstLine()
      if (before === undefined || get().isSearching || get().isOldest) return
      const mine = generation
      set({ isSearching: true })
      const found = await readBack(before, mine)
      if (!found) return
      set(({ rows }) => ({
        rows: [...found.lines.map(rowOf), ...rows].slice(0, mostRows),
        isOldest: found.isOldest,
        isSearching: false,
        // The end may have been let go of: what comes next would not follow on it.
        isFollowing: false,
      }))
    },
    async goTo(from) {
      const mine = ++generation
      set({ isFollowing: false, isSearching: true, problem: undefined })
      const page = await askPage({ filter: get().filter, limit: pageLines, from })
      if (mine !== generation) return
      if (!page.ok) {
        set({ problem: page.failure, isSearching: false })
        return
      }
      const { lines, reachedN } = page.value
      seenN = reachedN
      set({
        rows: lines.map(rowOf),
        isOldest: false,
        isSearching: false,
        selectedN: lines[0]?.n,
        waiting: Math.max(0, lastN - seenN),
      })
    },
    select: (selectedN) =>
      set(selectedN === undefined ? { selectedN } : { selectedN, isFollowing: false }),
    step(direction, picks) {
      const { rows, selectedN } = get()
      const lines = rows.flatMap((row) => (row.kind === 'line' ? [row.line] : []))
      const from =
        selectedN === undefined
          ? direction > 0
            ? -1
            : lines.length
          : lines.findIndex(({ n }) => n === selectedN)
      for (let at = from + direction; at >= 0 && at < lines.length; at += direction) {
        const line = lines[at]
        if (line && picks(line)) {
          set({ selectedN: line.n, isFollowing: false })
          return
        }
      }
    },
  }
}

const rowOf = (line: LogLine): LogRow => ({ kind: 'line', key: `line ${line.n}`, line })
