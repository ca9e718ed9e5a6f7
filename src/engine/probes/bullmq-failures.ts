import type { Json } from '../../shared/model/check.ts'

export interface FailedJob {
  id: string
  name: string
  reason: string
  attempts: number | undefined
  failedAtMs: number | undefined
}

const maxGroups = 10
const maxReasonCharacters = 300

/** The reason without what differs from job to job: ids, numbers, quoted values keep their place. */
export function groupOfReason(reason: string): string {
  const [firstLine = ''] = reason.trim().split(/\r?\n/)
  return firstLine
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '#')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi, '#')
    .replace(/\d+/g, '#')
    .slice(0, maxReasonCharacters)
}

/** Failed jobs, the latest first, by why they failed; the most frequent reason first. */
export function groupFailures(jobs: readonly FailedJob[]): Json[] {
  const groups = Map.groupBy(jobs, (job) => groupOfReason(job.reason))
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, maxGroups)
    .map(([reason, [sample, ...rest]]) => ({
      reason,
      count: 1 + rest.length,
      ...(sample ? { sample: sampleOf(sample) } : {}),
    }))
}

function sampleOf(job: FailedJob): Record<string, Json> {
  return {
    id: job.id,
    name: job.name,
    reason: job.reason.slice(0, maxReasonCharacters),
    ...(job.attempts === undefined ? {} : { attempts: job.attempts }),
    ...(job.failedAtMs === undefined ? {} : { failed_at: new Date(job.failedAtMs).toISOString() }),
  }
}
