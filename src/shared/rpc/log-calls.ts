import { z } from 'zod'

import type { Message } from '../messages/message.ts'
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

export const logCalls = {
  'tail.known': call(runId, gives<KnownSources>()),
  'tail.preview': call(added, gives<TailPreview>()),
  /** Follows one more source in this run, from now on and after a restart. */
  'tail.add': call(added, gives<{ tailId: string }>()),
  /** Lets go of a source that was added; what was kept of it stays. */
  'tail.remove': call(runId.extend({ tailId: id }), gives<null>()),
}
