import { message } from '../../shared/messages/message.ts'
import type { Actor, Evidence, RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { Clock } from '../time/clock.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import { genesisHash, hashEvent, type Anchor } from './chain.ts'
import type { Database } from './database.ts'
import { actorSchema, bodySchema, evidenceSchema } from './event-schema.ts'

/** How often a read-only Warroom looks for what the other one wrote. */
const followIntervalMs = 1000

/** One run as the store knows it: where its chain ends. */
export interface StoredRun {
  id: string
  createdAt: string
  imported: boolean
  head: Anchor
}

/** A history that was verified, with what it names, ready to be taken in whole. */
export interface RunToImport {
  runId: string
  events: readonly RunEvent[]
  evidence: readonly Evidence[]
  runbooks: readonly { hash: string; fileName: string; bytes: Uint8Array }[]
  profiles: readonly { hash: string; text: string }[]
}

/** Every run's history. What `append` acknowledges is on the disk, and nothing is changed after. */
export interface EventStore extends Disposable {
  runs(): StoredRun[]
  run(runId: string): StoredRun | undefined
  /** In order. A row that a hand on the file left unreadable comes as a note that says so. */
  read(runId: string, afterSeq?: number): RunEvent[]
  create(runId: string, actor: Actor, body: RunEventBody): Result<RunEvent>
  /** Adds events, and the evidence that they name, in one transaction. */
  append(
    runId: string,
    actor: Actor,
    bodies: readonly RunEventBody[],
    evidence?: readonly Evidence[],
  ): Result<RunEvent[]>
  import(run: RunToImport): Result<null>
  /** An imported run goes on here, from these events on. */
  takeOver(runId: string, actor: Actor, bodies: readonly RunEventBody[]): Result<RunEvent[]>
  /** Undefined too where a hand on the file left it unreadable. */
  evidence(hash: string): Evidence | undefined
  /**
   * Called after the events are on the disk; also for what another Warroom wrote here. A listener
   * does not append: the next one would hear of the events in the wrong order.
   */
  onAppended(listener: (runId: string, events: readonly RunEvent[]) => void): () => void
}

/** The name of a piece of evidence: everything in it but the name itself. */
export function hashEvidence({ checkId, measurement, judgement }: Omit<Evidence, 'hash'>): string {
  return sha256(canonicalJson({ checkId, measurement, judgement }))
}

export function createEventStore(database: Database, clock: Clock): EventStore {
  const { sql } = database
  const selectRuns = sql.prepare('SELECT * FROM runs ORDER BY created_at, id')
  const selectRun = sql.prepare('SELECT * FROM runs WHERE id = ?')
  const selectEvents = sql.prepare('SELECT * FROM events WHERE run_id = ? AND seq > ? ORDER BY seq')
  const selectEvidence = sql.prepare('SELECT body FROM evidence WHERE hash = ?')
  const insertRun = sql.prepare('INSERT INTO runs VALUES (?, ?, ?, 0, ?)')
  const insertEvent = sql.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)')
  const own = sql.prepare('UPDATE runs SET imported = 0 WHERE id = ?')
  const insertEvidence = sql.prepare('INSERT OR IGNORE INTO evidence VALUES (?, ?)')
  const insertRunbook = sql.prepare('INSERT OR IGNORE INTO runbooks VALUES (?, ?, ?, NULL, ?)')
  const insertProfile = sql.prepare('INSERT OR IGNORE INTO profile_snapshots VALUES (?, ?)')
  const listeners = new Set<(runId: string, events: readonly RunEvent[]) => void>()

  const tell = (runId: string, events: readonly RunEvent[]) => {
    for (const listener of listeners) listener(runId, events)
  }
  const insert = (event: RunEvent) => {
    const { runId, seq, at, actor, body, previousHash, hash } = event
    const texts = [canonicalJson(actor), canonicalJson(body)] as const
    insertEvent.run(runId, seq, at, ...texts, previousHash, hash)
  }
  const keepEvidence = (evidence: readonly Evidence[]) => {
    for (const { hash, ...rest } of evidence) insertEvidence.run(hash, canonicalJson(rest))
  }
  const link = (
    runId: string,
    head: Anchor,
    actor: Actor,
    bodies: readonly RunEventBody[],
  ): RunEvent[] => {
    const at = clock.now()
    let { seq, hash } = head
    return bodies.map((body) => {
      const event = { runId, seq: ++seq, at, actor, body, previousHash: hash }
      hash = hashEvent(event)
      return { ...event, hash }
    })
  }
  const read = (runId: string, afterSeq: number) =>
    selectEvents.all(runId, afterSeq).map((row) => parseEventRow(row))
  const allRuns = () => selectRuns.all().map((row) => parseRunRow(row))

  const follower = database.readOnly
    ? followOther(database, allRuns, (runId, afterSeq) => {
        tell(runId, read(runId, afterSeq))
      })
    : undefined

  return {
    runs: allRuns,
    run(runId) {
      const row = selectRun.get(runId)
      return row && parseRunRow(row)
    },
    read: (runId, afterSeq = 0) => read(runId, afterSeq),
    create(runId, actor, body) {
      const [event] = link(runId, { seq: 0, hash: genesisHash }, actor, [body])
      if (!event) throw new Error('one body gives one event')
      const written = database.write(() => {
        insertRun.run(runId, event.at, 0, genesisHash)
        insert(event)
        return event
      })
      if (written.ok) tell(runId, [event])
      return written
    },
    append(runId, actor, bodies, evidence = []) {
      const row = selectRun.get(runId)
      if (!row) return failure('not-found', message('run.unknown'))
      const run = parseRunRow(row)
      if (run.imported) return failure('read-only', message('run.imported'))
      const events = link(runId, run.head, actor, bodies)
      const written = database.write(() => {
        keepEvidence(evidence)
        for (const event of events) insert(event)
        return events
      })
      if (written.ok) tell(runId, events)
      return written
    },
    import({ runId, events, evidence, runbooks, profiles }) {
      const now = clock.now()
      const written = database.write(() => {
        for (const { hash, fileName, bytes } of runbooks)
          insertRunbook.run(hash, fileName, bytes, now)
        for (const { hash, text } of profiles) insertProfile.run(hash, text)
        keepEvidence(evidence)
        insertRun.run(runId, events[0]?.at ?? now, 1, genesisHash)
        for (const event of events) insert(event)
      })
      if (!written.ok) return written
      tell(runId, events)
      return ok(null)
    },
    takeOver(runId, actor, bodies) {
      const row = selectRun.get(runId)
      if (!row) return failure('not-found', message('run.unknown'))
      const events = link(runId, parseRunRow(row).head, actor, bodies)
      const written = database.write(() => {
        own.run(runId)
        for (const event of events) insert(event)
        return events
      })
      if (written.ok) tell(runId, events)
      return written
    },
    evidence(hash) {
      const body = parseJson(selectEvidence.get(hash)?.['body'])
      const parsed = evidenceSchema.safeParse({ hash, ...(typeof body === 'object' ? body : {}) })
      return parsed.success ? parsed.data : undefined
    },
    onAppended(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    [Symbol.dispose]() {
      follower?.[Symbol.dispose]()
      listeners.clear()
    },
  }
}

function parseRunRow(row: Record<string, unknown>): StoredRun {
  return {
    id: String(row['id']),
    createdAt: String(row['created_at']),
    imported: row['imported'] === 1,
    head: { seq: Number(row['head_seq']), hash: String(row['head_hash']) },
  }
}

function parseEventRow(row: Record<string, unknown>): RunEvent {
  const seq = Number(row['seq'])
  const actor = actorSchema.safeParse(parseJson(row['actor']))
  const body = bodySchema.safeParse(parseJson(row['body']))
  const isReadable = actor.success && body.success
  return {
    runId: String(row['run_id']),
    seq,
    at: String(row['at']),
    actor: isReadable ? actor.data : { kind: 'engine' },
    body: isReadable
      ? body.data
      : { type: 'engine.note', message: message('chain.malformed', { seq }) },
    previousHash: String(row['previous_hash']),
    hash: String(row['hash']),
  }
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/** Notices what another process commits, by SQLite's own change counter. */
function followOther(
  database: Database,
  runs: () => StoredRun[],
  onGrown: (runId: string, afterSeq: number) => void,
): Disposable {
  const version = database.sql.prepare('PRAGMA data_version')
  const seqs = () => new Map(runs().map((run) => [run.id, run.head.seq]))
  let seenVersion = version.get()?.['data_version']
  let seen = seqs()
  const timer = setInterval(() => {
    const now = version.get()?.['data_version']
    if (now === seenVersion) return
    seenVersion = now
    const before = seen
    seen = seqs()
    for (const [runId, seq] of seen) {
      const afterSeq = before.get(runId) ?? 0
      if (seq > afterSeq) onGrown(runId, afterSeq)
    }
  }, followIntervalMs).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
