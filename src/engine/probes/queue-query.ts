import type { Facts, Json } from '../../shared/model/check.ts'

const counts = new Set([
  'waiting',
  'prioritized',
  'delayed',
  'delayed_due',
  'active',
  'completed',
  'failed',
  'waiting_children',
  'stalled',
  'workers',
  'depth',
])
const seconds = new Set([
  'oldest_age_s',
  'longest_active_s',
  'worker_idle_s',
  'last_finished_age_s',
])
const kept = ['reachable', 'error', 'latency_ms', 'connect_ms', 'dns_ms', 'remote_address']
const errors = ['error_code', 'error_message']

/** Facts of a queue from the first row of a query. An empty answer or a NULL is nothing, not 0. */
export function queryRowFacts(facts: Facts): Facts {
  const result = Object.fromEntries(
    [...kept, ...errors].flatMap((name) => {
      const value = facts[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  if (facts.error !== '') return result
  const [row] = Array.isArray(facts.rows) ? facts.rows : []
  if (!isRow(row)) return { ...result, found: false }
  for (const [name, value] of Object.entries(row)) {
    if (value === null) continue
    const isCount = counts.has(name)
    const isPaused = name === 'paused'
    if (!isCount && !isPaused && !seconds.has(name)) {
      return unfit(result, `the query has a column “${name}”, which is no fact of a queue`)
    }
    const fits = isPaused
      ? typeof value === 'boolean'
      : typeof value === 'number' && (!isCount || Number.isSafeInteger(value))
    if (!fits)
      return unfit(result, `the column “${name}” holds no ${isPaused ? 'boolean' : 'number'}`)
    result[name] = value
  }
  if (result.depth === undefined && typeof result.waiting === 'number') {
    result.depth = result.waiting + Number(result.prioritized ?? 0)
  }
  return { ...result, found: true }
}

function unfit(facts: Facts, words: string): Facts {
  return { ...facts, error: 'error', error_message: words }
}

function isRow(value: Json | undefined): value is Record<string, Json> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
