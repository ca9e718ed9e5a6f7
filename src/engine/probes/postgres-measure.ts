import type { Measurement } from '../../shared/model/check.ts'
export function describePostgres(_config: unknown) {
  return { target: '', command: '', danger: 'read' as const }
}
export function measurePostgres(_config: unknown, _context: unknown): Promise<Measurement> {
  return Promise.resolve({
    kind: 'unmeasurable',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    target: '',
    cause: 'unsupported',
    message: { id: 'failure.bug' },
  })
}
