import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

import type { ItemStatus, RunEvent, RunHead, Signature } from '../../shared/model/run.ts'
import type { Failure } from '../../shared/result.ts'
import type { RunEntry } from '../../shared/rpc/contract.ts'
import type { Client } from '../bridge/client.ts'
import type { Mirror } from '../bridge/mirror.ts'

export interface RunProgress {
  total: number
  done: number
  running: string[]
}

/** The open run. An item that did not change keeps its object, so its row is not drawn again. */
export interface RunState {
  runId?: string
  loaded: boolean
  stale: boolean
  failure?: Failure
  head?: RunHead
  items: ReadonlyMap<string, ItemStatus>
  signatures: readonly Signature[]
  progress?: RunProgress
}

export const noRun: RunState = { loaded: false, stale: false, items: new Map(), signatures: [] }

export function createRunStore(): StoreApi<RunState> {
  return createStore<RunState>(() => noRun)
}

/**
 * Sorts the entries of a run by what they are. Every event brings a new head; due times keep their
 * object while they are the same, so that rows that show one are left alone.
 */
export function readRun(
  runId: string,
  mirror: Mirror<RunEntry>,
  before: RunState = noRun,
): RunState {
  const items = new Map<string, ItemStatus>()
  const signatures: Signature[] = []
  const state: RunState = {
    runId,
    loaded: mirror.loaded,
    stale: mirror.stale,
    failure: mirror.failure,
    items,
    signatures,
  }
  for (const entry of mirror.entries.values()) {
    switch (entry.kind) {
      case 'head':
        state.head = withDuesOf(before.head, entry.head)
        break
      case 'item':
        items.set(entry.item.itemId, entry.item)
        break
      case 'signature':
        signatures.push(entry.signature)
        break
      case 'progress':
        state.progress = entry
        break
    }
  }
  return state
}

function withDuesOf(before: RunHead | undefined, head: RunHead): RunHead {
  const same = before && JSON.stringify(before.dues) === JSON.stringify(head.dues)
  return same ? { ...head, dues: before.dues } : head
}

export function feedRun(store: StoreApi<RunState>, client: Client, runId: string): () => void {
  return client.subscribe('run', { runId }, (mirror) =>
    store.setState(readRun(runId, mirror, store.getState()), true),
  )
}

export interface TimelineState {
  loaded: boolean
  stale: boolean
  failure?: Failure
  /** Oldest first. */
  events: readonly RunEvent[]
}

export const noTimeline: TimelineState = { loaded: false, stale: false, events: [] }

export function createTimelineStore(): StoreApi<TimelineState> {
  return createStore<TimelineState>(() => noTimeline)
}

export function feedTimeline(
  store: StoreApi<TimelineState>,
  client: Client,
  runId: string,
): () => void {
  return client.subscribe('timeline', { runId }, ({ loaded, stale, failure, entries }) =>
    store.setState(
      { loaded, stale, failure, events: [...entries.values()].sort((a, b) => a.seq - b.seq) },
      true,
    ),
  )
}
