import type { Measurement } from '../../shared/model/check.ts'
export function describeCommand(_config: unknown) {
  return { target: '', command: '', danger: 'read' as const }
}
export function measureCommand(_config: unknown, _context: unknown): Promise<Measurement> {
  return Promise.resolve({
    kind: 'unmeasurable',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    target: '',
    cause: 'unsupported',
    message: { id: 'failure.bug' },
  })
}
