import { message, type Message } from '../../shared/messages/message.ts'
import type { Measurement, UnmeasurableCause } from '../../shared/model/check.ts'
import {
  restoreStages,
  type RestoreOutcome,
  type RestoreStage,
  type ScratchState,
} from '../../shared/model/readiness.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'
import { textFact, type LookContext } from './look.ts'
import type { ScratchBackup } from './scratch-backups.ts'
import { dropScript, restoreExits, restoreScript, type RestoreExit } from './scratch-scripts.ts'

/** A backup of everything takes its time; whoever waits can stop it. */
const restoreTimeoutMs = 4 * 3_600_000
const dropTimeoutMs = 60_000

/** What came of a backup that was put back, and of its database. */
export interface ScratchFinding {
  outcome: RestoreOutcome
  reason: Message
  left: ScratchState
  tables?: number
  rows?: number
  sha256?: string
}

/** How a backup is put back and dropped again: nothing is touched yet; undefined without a profile. */
export function prepareRestore(
  { env, variables, on, format, isOver }: ScratchBackup,
  scratch: string,
  prepare: LookContext['prepare'],
  onStage: (stage: RestoreStage) => void = () => undefined,
): { put: PreparedCheck; drop: PreparedCheck } | undefined {
  const own = { env: { ...env, SCRATCH: scratch }, ...(on === undefined ? {} : { on }) }
  const command = (run: string, timeoutMs: number) =>
    ({ kind: 'command', config: { run, ...own }, timeoutMs }) as const
  const put = prepare(
    command(restoreScript(format, isOver), restoreTimeoutMs),
    variables,
    createStageReader(onStage),
  )
  const drop = prepare(command(dropScript, dropTimeoutMs), variables)
  return put && drop && { put, drop }
}

/** Its stages stand each on a line of its own; nothing else of what it says is told. */
function createStageReader(onStage: (stage: RestoreStage) => void) {
  let rest = ''
  return (stream: 'stdout' | 'stderr', text: string) => {
    if (stream === 'stderr') return
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const stage = restoreStages.find((one) => line === `stage ${one}`)
      if (stage) onStage(stage)
    }
  }
}

/** What putting it back showed. */
export function readPut(
  measurement: Measurement,
  isCancelled: boolean,
): Omit<ScratchFinding, 'left'> {
  if (measurement.kind === 'unmeasurable') {
    // What was said had begun, and how far it came nobody knows.
    const hasBegun =
      measurement.output !== undefined ||
      measurement.mayStillRun === true ||
      measurement.cause === 'bug'
    if (isCancelled) return { outcome: 'unknown', reason: message('readiness.restore.cancelled') }
    return { outcome: hasBegun ? 'unknown' : 'not-done', reason: measurement.message }
  }
  const { facts } = measurement
  const said = textFact(facts, 'stdout')
  const error = lastWords(textFact(facts, 'stderr'))
  const sha256 = /^sha256 ([0-9a-f]{64})$/im.exec(said)?.[1]?.toLowerCase()
  const sum = sha256 === undefined ? {} : { sha256 }
  const code = Number(facts['exit_code'])
  const exit = Object.entries(restoreExits).find(([known]) => Number(known) === code)?.[1]
  if (exit)
    return {
      outcome: outcomes[exit],
      reason: message(`readiness.restore.${exit}`, { error }),
      ...sum,
    }
  const counted = /^counted (\d+) (\d+)$/m.exec(said)
  if (code !== 0 || !counted) {
    const outcome = isCancelled ? 'unknown' : 'not-done'
    const id = isCancelled ? 'readiness.restore.cancelled' : 'readiness.restore.unclear'
    return { outcome, reason: message(id, { error }), ...sum }
  }
  const [tables, rows] = [Number(counted[1]), Number(counted[2])]
  const counts = { tables, rows, ...sum }
  if (rows === 0) {
    const id = tables === 0 ? 'readiness.restore.empty' : 'readiness.restore.no-rows'
    return { outcome: 'failed', reason: message(id, { tables }), ...counts }
  }
  const seconds = Math.round(measurement.durationMs / 100) / 10
  const reason = message('readiness.restore.fine', { tables, rows, seconds })
  return { outcome: 'restored', reason, ...counts }
}

/** `not-done`: it says nothing of the backup. */
const outcomes: Record<RestoreExit, RestoreOutcome> = {
  gone: 'failed',
  'sum-bad': 'failed',
  'cut-off': 'failed',
  put: 'failed',
  'no-sum': 'not-done',
  commands: 'not-done',
  'no-program': 'not-done',
  create: 'not-done',
  count: 'not-done',
  elsewhere: 'not-done',
  'full-only': 'not-done',
  'empty-only': 'failed',
}

/** Where it ends before there is a database, or never begins. */
const withoutDatabase: ReadonlySet<number> = new Set([60, 61, 62, 66, 67, 69])
const cutShort: ReadonlySet<UnmeasurableCause> = new Set([
  'own-timeout',
  'link-lost',
  'cancelled',
  'outcome-unknown',
  'bug',
])

/** Nothing was created, so nothing need be dropped. */
export function createdNothing(put: Measurement): boolean {
  if (put.kind === 'measured') return withoutDatabase.has(Number(put.facts['exit_code']))
  return put.mayStillRun !== true && put.output === undefined && !cutShort.has(put.cause)
}

/** Whether it is gone; not known where whoever creates it may still be at work. */
export function readDrop(drop: Measurement, put: Measurement): ScratchState {
  const left = drop.kind === 'measured' && /^left (\d+)$/m.exec(textFact(drop.facts, 'stdout'))?.[1]
  if (left === '1') return 'left-behind'
  const mayStillRun = put.kind === 'unmeasurable' && put.mayStillRun === true
  return left === '0' && !mayStillRun ? 'dropped' : 'unknown'
}

const mostWords = 300

/** The error itself where there is one: whatever follows it only repeats where it was. */
function lastWords(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const line = lines.findLast((one) => /\berror:|ERROR:|FATAL:/.test(one)) ?? lines.at(-1) ?? ''
  return line.slice(0, mostWords)
}
