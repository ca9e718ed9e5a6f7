import type { Environment } from '../../shared/model/profile.ts'
import type {
  ItemState,
  ItemStatus,
  RunEvent,
  RunEventBody,
  RunHead,
  Signature,
} from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import { assertNever } from '../../shared/result.ts'
import { genesisHash } from '../store/chain.ts'
import {
  applyToItem,
  createItemRecord,
  isSettled,
  statusOf,
  type IsLive,
  type ItemRecord,
} from './item-status.ts'
import { undoneEvents } from './undo.ts'

/** What a projection needs to know and cannot read from the events. */
export interface ProjectionContext {
  /** A runbook of the library, by the hash that the run pins. */
  runbookOf(hash: string): Runbook | undefined
  isLive: IsLive
  imported: boolean
}

/** A run as its events say it is now. */
export interface Projection {
  /** Every event, the undone ones too. */
  readonly events: readonly RunEvent[]
  /** The runbook as pinned now: the first, or the one adopted last. */
  readonly runbook: Runbook | undefined
  readonly profileHash: string
  /** Its runbook's, and those that somebody added by hand. */
  readonly tails: readonly TailSpec[]
  /** Takes in the next event, and names the items and signatures that it may have changed. */
  apply(event: RunEvent): 'everything' | string[]
  head(): RunHead
  /** In the runbook's order. */
  itemIds(): string[]
  items(): ItemStatus[]
  item(itemId: string): ItemStatus | undefined
  signatures(): Signature[]
  /** Attempts with no outcome and no orphan's mark. */
  openAttempts(): { attemptId: string; itemId: string; checkId: string }[]
  undone(): ReadonlySet<number>
}

export function projectRun(events: readonly RunEvent[], context: ProjectionContext): Projection {
  const history: RunEvent[] = []
  let undone: ReadonlySet<number> = new Set()
  let state = createState(context)

  const rebuild = () => {
    undone = undoneEvents(history)
    state = createState(context)
    for (const event of history) if (!undone.has(event.seq)) applyEvent(state, event, context)
  }

  const apply = (event: RunEvent): 'everything' | string[] => {
    history.push(event)
    if (event.body.type !== 'event.undone') return applyEvent(state, event, context)
    rebuild()
    return 'everything'
  }

  history.push(...events)
  rebuild()

  return {
    events: history,
    get runbook() {
      return state.runbook
    },
    get profileHash() {
      return state.profileHash
    },
    get tails() {
      return [...(state.runbook?.tails ?? []), ...state.addedTails.values()]
    },
    apply,
    head: () => headOf(state, history, context),
    itemIds: () => [...state.checksOf.keys()],
    items: () => itemsOf(state, context),
    item(itemId) {
      return state.checksOf.has(itemId) ? itemStatus(state, itemId, context) : undefined
    },
    signatures: () => [...state.signatures],
    openAttempts: () =>
      [...state.records.values()].flatMap(({ itemId, attempts }) =>
        [...attempts.values()]
          .filter((attempt) => !attempt.orphaned)
          .map(({ attemptId, checkId }) => ({ attemptId, itemId, checkId })),
      ),
    undone: () => undone,
  }
}

interface State {
  created: Extract<RunEventBody, { type: 'run.created' }> | undefined
  t0: string | undefined
  closedAt: string | undefined
  runbookHash: string
  profileHash: string
  environment: Environment
  runbook: Runbook | undefined
  /** The ids of each item's checks, in the runbook's order of items. */
  checksOf: Map<string, string[]>
  records: Map<string, ItemRecord>
  signatures: Signature[]
  addedTails: Map<string, TailSpec>
}

function createState(context: ProjectionContext): State {
  const state: State = {
    created: undefined,
    t0: undefined,
    closedAt: undefined,
    runbookHash: '',
    profileHash: '',
    environment: 'production',
    runbook: undefined,
    checksOf: new Map(),
    records: new Map(),
    signatures: [],
    addedTails: new Map(),
  }
  pinRunbook(state, '', context)
  return state
}

function pinRunbook(state: State, hash: string, context: ProjectionContext) {
  state.runbookHash = hash
  state.runbook = context.runbookOf(hash)
  const scenarios = new Map(
    [...Map.groupBy(state.runbook?.scenarios ?? [], ({ itemId }) => itemId)].map(
      ([itemId, own]) => [itemId, own.map(({ checkId }) => checkId)],
    ),
  )
  state.checksOf = new Map(
    state.runbook?.items.map((item) => [
      item.id,
      [...item.checks.map(({ id }) => id), ...(scenarios.get(item.id) ?? [])],
    ]),
  )
}

function applyEvent(
  state: State,
  event: RunEvent,
  context: ProjectionContext,
): 'everything' | string[] {
  const { body, at } = event
  switch (body.type) {
    case 'run.created':
      state.created = body
      state.t0 = body.t0
      state.profileHash = body.profileHash
      state.environment = body.environment
      pinRunbook(state, body.runbookHash, context)
      return 'everything'
    case 'runbook.adopted':
      pinRunbook(state, body.toHash, context)
      return 'everything'
    case 'profile.adopted':
      state.profileHash = body.toHash
      state.environment = body.environment
      return []
    case 'run.t0':
      state.t0 = body.t0
      return []
    case 'run.closed':
      state.closedAt = at
      return []
    case 'run.reopened':
      state.closedAt = undefined
      return []
    case 'phase.signed': {
      const { phaseId, by, role, note } = body
      const openItems = countOpenItems(state, phaseId)
      state.signatures.push({ seq: event.seq, phaseId, by, role, at, note, openItems })
      return [`sign:${event.seq}`]
    }
    case 'tail.added':
      state.addedTails.set(body.tail.id, { ...body.tail, patterns: [], line: 0 })
      return []
    case 'tail.removed':
      state.addedTails.delete(body.tailId)
      return []
    case 'item.set':
    case 'item.waived':
    case 'item.noted':
    case 'check.started':
    case 'check.finished':
    case 'check.orphaned':
      applyToItem(recordOf(state, body.itemId), event)
      return [`item:${body.itemId}`]
    case 'event.undone':
    case 'run.taken-over':
    case 'run.noted':
    case 'scenario.acting':
    case 'scenario.left':
    case 'scenario.step':
    case 'rollback.started':
    case 'rollback.acting':
    case 'rollback.acted':
    case 'rollback.verified':
    case 'rollback.moved':
    case 'rollback.handed-over':
    case 'rollback.orphaned':
    case 'rollback.ended':
    case 'incident.opened':
    case 'incident.changed':
    case 'incident.reached':
    case 'incident.said':
    case 'incident.ruled-out':
    case 'incident.action':
    case 'incident.action-done':
    case 'incident.resolved':
    case 'incident.reopened':
    case 'drill.started':
    case 'drill.ended':
    case 'lesson.learned':
    case 'lesson.done':
    case 'readiness.checked':
    case 'readiness.restoring':
    case 'readiness.restored':
    case 'monitor.changed':
    case 'monitor.paused':
    case 'monitor.resumed':
    case 'monitor.maintenance':
    case 'alert.changed':
    case 'gate.changed':
    case 'budget.burning':
    case 'gate.decided':
    case 'queue.alarm':
    case 'notice.acknowledged':
    case 'log.alert':
    case 'log.scanned':
    case 'engine.note':
      return []
    default:
      return assertNever(body)
  }
}

function recordOf(state: State, itemId: string): ItemRecord {
  let record = state.records.get(itemId)
  if (!record) state.records.set(itemId, (record = createItemRecord(itemId)))
  return record
}

/** Over the phase and the phases under it. */
function countOpenItems(state: State, phaseId: string): number {
  const phases = new Set([phaseId])
  for (const phase of state.runbook?.phases ?? [])
    if (phase.parentId && phases.has(phase.parentId)) phases.add(phase.id)
  const open = state.runbook?.items.filter(
    ({ id, phaseId }) =>
      phases.has(phaseId) && !isSettled(recordOf(state, id), state.checksOf.get(id) ?? []),
  )
  return open?.length ?? 0
}

function itemStatus(state: State, itemId: string, context: ProjectionContext): ItemStatus {
  const record = state.records.get(itemId) ?? createItemRecord(itemId)
  return statusOf(record, state.checksOf.get(itemId) ?? [], context.isLive)
}

function itemsOf(state: State, context: ProjectionContext): ItemStatus[] {
  return [...state.checksOf.keys()].map((itemId) => itemStatus(state, itemId, context))
}

function headOf(state: State, history: readonly RunEvent[], context: ProjectionContext): RunHead {
  const { created, runbook } = state
  const last = history.at(-1)
  const counts: Record<ItemState, number> = {
    todo: 0,
    running: 0,
    passed: 0,
    failed: 0,
    unknown: 0,
    waived: 0,
    'not-applicable': 0,
  }
  for (const item of itemsOf(state, context)) counts[item.state]++
  const dues = [...(runbook?.phases ?? []), ...(runbook?.items ?? [])].flatMap(({ id, due }) =>
    due ? [[id, due] as const] : [],
  )
  return {
    id: last?.runId ?? '',
    title: created?.title ?? '',
    runbookHash: state.runbookHash,
    runbookName: created?.runbookName ?? '',
    runbookPath: created?.runbookPath,
    profileName: created?.profileName ?? '',
    environment: state.environment,
    release: created?.release ?? { version: '', commit: '', lastGood: '' },
    people: created?.people ?? [],
    t0: state.t0,
    createdAt: history[0]?.at ?? '',
    closedAt: state.closedAt,
    counts,
    headSeq: last?.seq ?? 0,
    headHash: last?.hash ?? genesisHash,
    imported: context.imported,
    dues: Object.fromEntries(dues),
  }
}
