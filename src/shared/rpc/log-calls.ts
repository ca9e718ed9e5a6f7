import { z } from 'zod'

import type { Message } from '../messages/message.ts'
import type { Judgement } from '../model/check.ts'
import type { PiiKind } from '../model/pii.ts'
import { tailKinds, type TailKind } from '../model/tail.ts'
import { call, gives, id, longText, runId, shortText } from './call.ts'

const added = runId.extend({
  kind: z.enum(tailKinds),
  /** Container, service, path, unit, app, pod or command. */
  source: longText.trim().min(1),
  on: id.optional(),
  title: shortText.trim().min(1).optional(),
})

/** What following a source would do: nothing has run. */
export interface TailPreview {
  target: string
  /** Redacted, every variable filled in. */
  command?: string
  /** Why it is not followed. */
  problem?: Message
}

/** What a run's profile and checks name that could be followed, and nobody follows yet. */
export interface KnownSources {
  hosts: string[]
  sources: { kind: TailKind; source: string; on?: string }[]
}

/** All that a look through a file found so far. */
export interface PiiFileProgress {
  counts: Record<PiiKind, number>
  findings: { kind: PiiKind; masked: string; line: number }[]
  lines: number
  bytes: number
}

export type PiiVerdict = Pick<Judgement, 'verdict' | 'reason'>

export const logCalls = {
  'tail.known': call(runId, gives<KnownSources>()),
  /** Looks through a file for personal data, chunk by chunk; its bytes are not kept. */
  'pii.openFile': call(runId.extend({ name: shortText.min(1) }), gives<{ scanId: string }>()),
  'pii.readFile': call(
    z.strictObject({ scanId: id, base64: z.base64().max(1_500_000), isLast: z.boolean() }),
    gives<PiiFileProgress>(),
  ),
  /** What a whole file came to, as evidence of an item. */
  'pii.keepFile': call(z.strictObject({ scanId: id, itemId: id }), gives<PiiVerdict>()),
  'pii.closeFile': call(z.strictObject({ scanId: id }), gives<null>()),
  /** Looks through kept lines, of the last `minutes` or of all, and keeps the verdict with an item. */
  'pii.keepLog': call(
    runId.extend({ itemId: id, minutes: z.int().min(1).max(100_000).optional() }),
    gives<PiiVerdict>(),
  ),
  'tail.preview': call(added, gives<TailPreview>()),
  /** Follows one more source in this run, from now on and after a restart. */
  'tail.add': call(added, gives<{ tailId: string }>()),
  /** Lets go of a source that was added; what was kept of it stays. */
  'tail.remove': call(runId.extend({ tailId: id }), gives<null>()),
}
