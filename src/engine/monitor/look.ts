import type { CheckSpec } from '../../shared/model/check.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { Sample } from './tally.ts'

/** One look of a monitor as it happened: what is kept of it, and all that it showed (redacted). */
export interface Look {
  runId: string
  spec: CheckSpec
  sample: Sample
  evidence: Evidence
}
