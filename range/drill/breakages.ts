import type { Breakages } from './breakage.ts'

/** The ways of breaking that the parts of this range allow. */
export function createBreakages(): Breakages {
  return {}
}
