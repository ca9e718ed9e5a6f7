import type { Locale, Message } from '../messages/message.ts'
import type { Budget } from './budget.ts'
import type { CheckSpec, Danger } from './check.ts'
import type { Gate } from './gate.ts'
import type { ReadinessSpec } from './readiness.ts'
import type { RollbackPlan } from './rollback.ts'
import type { Scenario } from './scenario.ts'
import type { TailSpec } from './tail.ts'
import type { Block, Inline } from './text.ts'

/** A time relative to T0, in seconds: negative is before. `until` ends a range (24-48h). */
export interface Due {
  fromSeconds: number
  untilSeconds?: number
  /** The words it was read from. */
  source: string
}

/** A command found in the text: offered, never run unasked. */
export interface RunbookCommand {
  text: string
  line: number
  language?: string
  origin: 'inline' | 'fence' | 'cell'
  danger: Danger
}

export interface Phase {
  id: string
  title: string
  /** 1 to 6, the heading's level; a group in a fence is one below its heading. */
  depth: number
  parentId?: string
  due?: Due
  /** What stands under the heading and belongs to no item: prose, tables, fences. */
  details: Block[]
  /** Commands found in `details`. */
  commands: RunbookCommand[]
  line: number
}

export interface Item {
  /** The author's `{#id}`, else derived from phase, text and rank: stable under edits elsewhere. */
  id: string
  /** `3.2`, its place for people: phase rank and item rank. */
  number: string
  phaseId: string
  parentId?: string
  depth: number
  title: string
  titleInline: Inline[]
  details: Block[]
  commands: RunbookCommand[]
  checks: CheckSpec[]
  due?: Due
  owner?: string
  blocking: boolean
  tags: string[]
  /** The box was already ticked in the file as received. */
  ticked: boolean
  /** Not in the runbook itself. */
  origin?: 'overlay'
  /** In the runbook; of its phase where an overlay added it. */
  line: number
}

export interface Contact {
  level?: string
  name: string
  role?: string
  when?: string
  reach?: string
  /** Minutes that it must have lasted before they are called; 0 is at once. */
  afterMinutes?: number
  line: number
}

/** Something done to the bytes so that they read as meant. The file itself is never touched. */
export interface Repair {
  kind:
    | 'mac-roman'
    | 'windows-1252-misread'
    | 'utf-16'
    | 'bom'
    | 'crlf'
    | 'literal-newlines'
    | 'stray-quote'
    | 'windows-1252'
    | 'nul'
  /** How many places. */
  count: number
  message: Message
}

/** A mistake in the runbook; the rest of it still opens. */
export interface Problem {
  severity: 'error' | 'warning' | 'info'
  /** The overlay's name, where the place is in it and not in the runbook. */
  file?: string
  line: number
  column: number
  message: Message
  /** The nearest valid word, if one is near. */
  suggestion?: string
  itemId?: string
}

export interface Runbook {
  /** SHA-256 hex of the bytes as received, its overlay's included. */
  hash: string
  fileName: string
  /** Absolute path when it was opened from disk, so that an edit can be noticed. */
  path?: string
  title: string
  locale?: Locale
  variables: Record<string, string>
  profiles: string[]
  phases: Phase[]
  /** In document order. */
  items: Item[]
  contacts: Contact[]
  gates: Gate[]
  tails: TailSpec[]
  scenarios: Scenario[]
  /** The ways back, in the order in which they are proposed. */
  rollbacks: RollbackPlan[]
  /** What readiness for the way back is to look at, beside what the plans say. */
  readiness?: ReadinessSpec
  budgets: Budget[]
  repairs: Repair[]
  problems: Problem[]
  /** The repaired text that lines and columns refer to. */
  text: string
  /** Automation kept beside the runbook. */
  overlay?: { fileName: string; text: string }
}
