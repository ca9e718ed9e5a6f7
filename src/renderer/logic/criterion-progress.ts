import type { Criterion, CriterionEvaluation } from '../../shared/model/gate.ts'

/** How far a criterion is from what it needs, and by what. */
export interface CriterionProgress {
  /** From 0 to 1. */
  share: number
  /** `samples`: of those it needs. `hold`: how long it has held. `window`: how much of it is seen. */
  by: 'samples' | 'hold' | 'window' | 'item'
  done: number
  needed: number
}

/** What is missing most, once the condition holds how long it has held. Undefined where nothing is known. */
export function criterionProgress(
  criterion: Criterion,
  found: CriterionEvaluation | undefined,
  nowMs: number,
): CriterionProgress | undefined {
  if (!found) return undefined
  if (criterion.kind === 'item') {
    const done = found.verdict === 'go' ? 1 : 0
    return { share: done, by: 'item', done, needed: 1 }
  }
  // It is looked at all at once.
  if (criterion.kind === 'readiness') return undefined
  const parts = partsOf(criterion, found)
  const [first] = parts
  if (!first) return undefined
  if (found.verdict === 'go') return { ...first, share: 1 }
  const least = [...parts].sort((a, b) => a.share - b.share)[0] ?? first
  if (least.share < 1 || found.holdingSince === undefined) return least
  const heldSeconds = Math.max(0, (nowMs - Date.parse(found.holdingSince)) / 1000)
  return part('hold', heldSeconds, criterion.holdSeconds)
}

/** What it needs before its condition is believed at all. */
function partsOf(
  criterion: Exclude<Criterion, { kind: 'item' | 'readiness' }>,
  { window, budget }: CriterionEvaluation,
): CriterionProgress[] {
  if (criterion.kind === 'budget') {
    return budget ? [part('samples', budget.total, criterion.minSamples)] : []
  }
  if (!window) return []
  const { windowSeconds, minCoverage, minSamples } = criterion
  return [
    part('samples', window.samples, minSamples),
    part('window', window.coverage * windowSeconds, minCoverage * windowSeconds),
  ]
}

function part(by: CriterionProgress['by'], done: number, needed: number): CriterionProgress {
  return { by, done, needed, share: needed > 0 ? Math.min(1, done / needed) : 1 }
}
