import type { DrillPlan } from './drill-plan.ts'
import { alerts, cache, certificate, worker } from './drill-plans-around.ts'
import { data, database, disk, release } from './drill-plans-medquiz.ts'

/** In the order in which they are asked for: what has a cause of its own before what is only likely. */
export const drillPlans: readonly DrillPlan[] = [
  disk,
  data,
  database,
  release,
  certificate,
  cache,
  worker,
  alerts,
]
