import type { DrillKind } from '../../src/shared/model/drill.ts'

/** By which plan of the drill's runbook each kind is led back. */
export const planOf: Record<DrillKind, string> = {
  'bad-release': 'release',
  'link-cut': 'release',
  'laptop-killed': 'release',
  'slow-database': 'database',
  migration: 'data',
  'disk-full': 'disk',
  certificate: 'certificate',
  'redis-full': 'cache',
  'worker-crash-loop': 'worker',
  'alert-storm': 'alerts',
}
