import type { Facts } from '../../shared/model/check.ts'

/** Facts from the text of INFO. A line that this server does not have leaves its fact out. */
export function infoFacts(text: unknown): Facts {
  if (typeof text !== 'string') return {}
  const lines = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0 && !line.startsWith('#')) lines.set(line.slice(0, colon), line.slice(colon + 1))
  }
  const word = (key: string) => lines.get(key)
  const number = (key: string) => {
    const value = lines.get(key)
    const parsed = value === undefined || value === '' ? Number.NaN : Number(value)
    return Number.isFinite(parsed) ? parsed : undefined
  }
  const flag = (key: string, yes: string) => {
    const value = lines.get(key)
    return value === undefined ? undefined : value === yes
  }
  const used = number('used_memory')
  const limit = number('maxmemory')
  const policy = word('maxmemory_policy')
  const hits = number('keyspace_hits')
  const misses = number('keyspace_misses')
  const lastSave = number('rdb_last_save_time')
  return withoutAbsent({
    version: word('redis_version'),
    mode: word('redis_mode'),
    role: word('role'),
    uptime_s: number('uptime_in_seconds'),
    loading: flag('loading', '1'),
    used_memory_bytes: used,
    used_memory_rss_bytes: number('used_memory_rss'),
    used_memory_peak_bytes: number('used_memory_peak'),
    system_memory_bytes: number('total_system_memory'),
    used_memory_human: word('used_memory_human'),
    maxmemory_bytes: limit,
    maxmemory_set: limit === undefined ? undefined : limit > 0,
    memory_ratio: ratio(used, limit),
    system_memory_ratio: ratio(number('used_memory_rss'), number('total_system_memory')),
    fragmentation_ratio: number('mem_fragmentation_ratio'),
    eviction_policy: policy,
    evicts: policy === undefined ? undefined : policy !== 'noeviction',
    evicted_keys: number('evicted_keys'),
    expired_keys: number('expired_keys'),
    connected_clients: number('connected_clients'),
    max_clients: number('maxclients'),
    blocked_clients: number('blocked_clients'),
    rejected_connections: number('rejected_connections'),
    ops_per_s: number('instantaneous_ops_per_sec'),
    hit_ratio: hits === undefined || misses === undefined ? undefined : ratio(hits, hits + misses),
    rdb_last_save_ok: flag('rdb_last_bgsave_status', 'ok'),
    rdb_last_save_age_s:
      lastSave === undefined ? undefined : Math.max(0, Date.now() / 1000 - lastSave),
    rdb_changes_since_save: number('rdb_changes_since_last_save'),
    aof_enabled: flag('aof_enabled', '1'),
    aof_last_write_ok: flag('aof_last_write_status', 'ok'),
    connected_replicas: number('connected_slaves'),
    master_link_up: flag('master_link_status', 'up'),
  })
}

/** Absent when there is nothing to divide by: a limit of 0 is no limit. */
function ratio(part: number | undefined, whole: number | undefined): number | undefined {
  if (part === undefined || whole === undefined || whole <= 0) return undefined
  return Math.round((part / whole) * 10_000) / 10_000
}

function withoutAbsent(facts: Record<string, Facts[string] | undefined>): Facts {
  const present: Facts = {}
  for (const [name, value] of Object.entries(facts)) if (value !== undefined) present[name] = value
  return present
}
