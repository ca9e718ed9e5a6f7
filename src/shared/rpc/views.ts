import type { Locale, Message } from '../messages/message.ts'
import type { Danger, Measurement } from '../model/check.ts'
import type { DrillKind } from '../model/drill.ts'
import type { QuietHours } from '../model/notice.ts'
import type { Environment } from '../model/profile.ts'
import type { RollbackMode } from '../model/rollback.ts'

/** Shapes that calls and subscriptions give, and that are nobody's model. */

export interface EngineStatus {
  engineId: string
  version: string
  node: string
  sqlite: string
  dataDir: string
  startedAt: string
  /** Another Warroom holds the data folder: everything may be read, nothing changed. */
  readOnly: boolean
  /** Set when the disk refused a write; cleared when one succeeds again. */
  diskFull: boolean
  /** This machine's own way to others: while it is down, what lies elsewhere is unknown. */
  network: 'up' | 'down'
  /** `memory`: no keyring here, secrets typed in are forgotten when Warroom closes. */
  vault: 'keyring' | 'memory'
  warnings: Message[]
  /** Attempts found without an outcome on opening, over all runs. */
  outcomeUnknown: number
  /** Ways back that are under way: the wizard opens at them. */
  rollbacks?: { runId: string; rollbackId: string; mode: RollbackMode }[]
}

export interface Settings {
  locale: Locale | 'system'
  theme: 'dark' | 'light' | 'system'
  /** Who sits here: the name under which acts are recorded. */
  operator: string
  /** Checks that may run at once. */
  concurrency: number
  /** Looks of monitors that may be under way at once: over all, and at one target. */
  monitorConcurrency: number
  monitorConcurrencyPerTarget: number
  /** What monitors' histories may take of the disk. */
  sampleBudgetMb: number
  /** What reading a queue may ask of one Redis. */
  redisCommandsPerSecond: number
  /** Notices through the operating system, and by a sound, while they are not kept quiet. */
  notifySystem: boolean
  notifySound: boolean
  quietHours: QuietHours | null
}

export interface RunbookEntry {
  hash: string
  fileName: string
  path?: string
  title: string
  items: number
  checks: number
  problems: number
  repairs: number
  openedAt: string
  builtIn: boolean
}

export interface ProfileEntry {
  name: string
  environment: Environment | 'invalid'
  path: string
  /** Hosts, endpoints and databases it names. */
  targets: number
  /** Why it cannot be used, where it cannot. */
  problem?: Message
}

export interface SecretStatus {
  name: string
  source: 'env' | 'file' | 'command' | 'vault'
  /** `unset`: the source holds nothing. `untried`: asking would run a command. */
  state: 'set' | 'unset' | 'untried'
}

export interface TargetTest {
  passed: boolean
  message: Message
  measurement?: Measurement
}

export interface CheckPreview {
  itemId: string
  checkId: string
  title: string
  target: string
  environment: Environment
  /** The resolved, redacted command or request. */
  command: string
  danger: Danger
  expect: string
  /** Names exactly this command on exactly this target; give it back to agree. */
  token: string
  /** Words that must be typed to agree, in production and for what destroys. */
  typed?: string
  /** It cannot be run as things are, and why. */
  problem?: Message
}

export interface RunbookDiff {
  fromHash: string
  toHash?: string
  /** Unified diff of the repaired texts. */
  unified: string
  added: { itemId: string; title: string }[]
  removed: { itemId: string; title: string }[]
  changed: { itemId: string; title: string }[]
}

export interface VerifyReport {
  valid: boolean
  events: number
  headHash: string
  /** The first link that does not hold. */
  firstBad?: { seq: number; problem: Message }
}

export interface RangeStatus {
  state: 'stopped' | 'starting' | 'running' | 'stopping' | 'failed'
  parts: { name: string; state: 'up' | 'down' | 'missing'; message?: Message }[]
  profile?: string
  runbooks?: string[]
  /** In what ways it can break in a drill, while it runs. */
  drillKinds?: DrillKind[]
  problem?: Message
}
