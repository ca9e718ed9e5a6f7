import type { Measurement } from '../../shared/model/check.ts'
export function describeEnv(_config: unknown) {
  return { target: '', command: '', danger: 'read' as const }
}
export function measureEnv(_config: unknown, _context: unknown): Promise<Measurement> {
  return Promise.resolve({
    kind: 'unmeasurable',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    target: '',
    cause: 'unsupported',
    message: { id: 'failure.bug' },
  })
}
