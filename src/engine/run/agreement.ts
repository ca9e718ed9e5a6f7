import { createHmac, randomBytes } from 'node:crypto'

import type { Danger } from '../../shared/model/check.ts'
import { canonicalJson } from '../store/canonical.ts'

interface Act {
  runId: string
  checkId: string
  target: string
  command: string
  danger: Danger
}

/**
 * Tokens by which a person agrees to exactly one command on exactly one target. A token cannot be
 * made up outside this process, counts only after a preview has shown the command, and only once:
 * agreeing to a command is not agreeing to run it again.
 */
export function createAgreements() {
  const key = randomBytes(32)
  const offered = new Set<string>()

  const tokenOf = ({ runId, checkId, target, command, danger }: Act): string =>
    createHmac('sha256', key)
      .update(canonicalJson({ runId, checkId, target, command, danger }))
      .digest('hex')

  return {
    tokenOf,
    offer(act: Act): string {
      const token = tokenOf(act)
      offered.add(token)
      return token
    },
    wasOffered: (token: string) => offered.has(token),
    consume(tokens: readonly string[]) {
      for (const token of tokens) offered.delete(token)
    },
  }
}
