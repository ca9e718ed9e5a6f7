import { setImmediate } from 'node:timers/promises'

import { piiKinds, type PiiFinding, type PiiKind } from '../../../shared/model/pii.ts'
import { noCounts, scanPii, type PiiScanOptions } from './scan-pii.ts'

const mostFindings = 20

/** What a whole look through a stretch of time found. */
export interface PiiLook {
  counts: Record<PiiKind, number>
  /** The newest of them. */
  findings: PiiFinding[]
  lines: number
  /** All lines of the window were known and looked through. */
  isWhole: boolean
}

/** Slice after slice, the engine's other work between them, until the beginning or the signal. */
export async function lookForPii(
  options: Omit<PiiScanOptions, 'before'>,
  signal: AbortSignal,
): Promise<PiiLook> {
  const look: PiiLook = { counts: noCounts(), findings: [], lines: 0, isWhole: false }
  let before: number | undefined
  while (!signal.aborted) {
    const page = scanPii(before === undefined ? options : { ...options, before })
    for (const kind of piiKinds) look.counts[kind] += page.counts[kind]
    look.findings.push(...page.findings.slice(0, mostFindings - look.findings.length))
    look.lines += page.lines
    before = page.reachedN
    if (page.isEnd) {
      look.isWhole = options.segments.removed === 0 || (page.reachedMs ?? 0) <= options.fromMs
      break
    }
    await setImmediate()
  }
  return look
}
