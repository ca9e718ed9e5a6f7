import type { Measurement } from '../../shared/model/check.ts'
export function describeTls(_config: unknown) {
  return { target: '', command: '', danger: 'read' as const }
}
export function measureTls(_config: unknown, _context: unknown): Promise<Measurement> {
  return Promise.resolve({
    kind: 'unmeasurable',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    target: '',
    cause: 'unsupported',
    message: { id: 'failure.bug' },
  })
}
