import { z } from 'zod'

import { requiredText, wholeNumber } from './config-fields.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { readCommand } from './redis-commands.ts'
import { describeRedis, measureRedis } from './redis-measure.ts'
import { viaField } from './via.ts'

const config = z
  .strictObject({
    on: requiredText.optional().describe('name of a Redis in the profile’s `redis`'),
    url: requiredText.optional().describe('`redis://` or `rediss://` address, instead of `on`'),
    via: viaField,
    command: readCommand
      .optional()
      .describe('one command that only reads, word by word, such as `[LLEN, "bull:mail:wait"]`'),
    keys: requiredText
      .optional()
      .describe('pattern of keys to count, such as `session:*`; their times to live are read, too'),
    budget: wholeNumber(1, 1_000_000)
      .prefault(10_000)
      .describe('the most keys of the database to look at for `keys`, matching or not'),
  })
  .refine(
    (value) => (value.on === undefined) !== (value.url === undefined),
    'give either `on` or `url`',
  )

export type RedisConfig = z.output<typeof config>

/** Reads a Redis. Only commands that cannot write are known to it. */
export const redis = defineProbe({
  kind: 'redis',
  config,
  facts: {
    ...commonFacts,
    pong: { type: 'bool', about: 'it answered PING with PONG' },
    version: { type: 'string', about: "server version, such as '7.2.4'" },
    mode: { type: 'string', about: "'standalone', 'cluster' or 'sentinel'" },
    role: { type: 'string', about: "'master' or 'slave', as Redis calls them" },
    uptime_s: { type: 'int', about: 'seconds since it started' },
    loading: { type: 'bool', about: 'it is still loading its data from disk' },
    keys: { type: 'int', about: 'keys in the selected database' },
    used_memory_bytes: { type: 'int', about: 'memory it uses for data' },
    used_memory_rss_bytes: { type: 'int', about: 'memory the system gives it' },
    used_memory_peak_bytes: { type: 'int', about: 'the most it has used since it started' },
    system_memory_bytes: { type: 'int', about: 'memory of the machine that it runs on' },
    used_memory_human: {
      type: 'string',
      about: "memory it uses as Redis writes it, such as '1.05M'",
    },
    maxmemory_bytes: { type: 'int', about: 'the limit of memory; 0 when none is set' },
    maxmemory_set: { type: 'bool', about: 'a limit of memory is set' },
    memory_ratio: {
      type: 'double',
      about: 'used_memory / maxmemory, 0 to 1; absent when no limit is set',
    },
    system_memory_ratio: {
      type: 'double',
      about: 'resident memory / memory of the machine, 0 to 1: what counts when no limit is set',
    },
    fragmentation_ratio: { type: 'double', about: 'resident over used memory' },
    eviction_policy: {
      type: 'string',
      about: "what it does at the limit, such as 'noeviction' or 'allkeys-lru'",
    },
    evicts: {
      type: 'bool',
      about: 'at the limit it drops keys; otherwise it refuses writes',
    },
    evicted_keys: { type: 'int', about: 'keys dropped because of the limit, since it started' },
    expired_keys: { type: 'int', about: 'keys that reached their end, since it started' },
    connected_clients: { type: 'int', about: 'client connections, ours included' },
    max_clients: { type: 'int', about: 'the limit of client connections' },
    blocked_clients: { type: 'int', about: 'clients waiting in a blocking command' },
    rejected_connections: {
      type: 'int',
      about: 'connections refused at the limit, since it started',
    },
    ops_per_s: { type: 'int', about: 'commands a second, just now' },
    hit_ratio: {
      type: 'double',
      about: 'keyspace hits over lookups, 0 to 1; absent before any lookup',
    },
    rdb_last_save_ok: { type: 'bool', about: 'the last snapshot succeeded' },
    rdb_last_save_age_s: { type: 'double', about: 'seconds since the last successful snapshot' },
    rdb_changes_since_save: { type: 'int', about: 'changes since the last snapshot' },
    aof_enabled: { type: 'bool', about: 'the append-only file is on' },
    aof_last_write_ok: { type: 'bool', about: 'the last write of the append-only file succeeded' },
    connected_replicas: { type: 'int', about: 'replicas linked to it' },
    master_link_up: {
      type: 'bool',
      about: 'a replica’s link to its master is up; absent on a master',
    },
    connect_ms: { type: 'double', about: 'time until it answered the first command' },
    ping_ms: { type: 'double', about: 'round trip of a PING' },
    matched_keys: { type: 'int', about: 'keys that match `keys`; absent without it' },
    matched_complete: {
      type: 'bool',
      about:
        'all keys of the database were looked at; otherwise the budget, the time or 1 MiB of names ended it, and the matches are those of a part',
    },
    matched_sample: { type: 'list', about: 'ten names of keys that match, at most' },
    matched_without_ttl: { type: 'int', about: 'keys that match and never expire' },
    ttl_min_s: {
      type: 'double',
      about: 'the shortest time to live of a key that matches; absent when none expires',
    },
    ttl_median_s: { type: 'double', about: 'the middle one; absent when none expires' },
    ttl_max_s: { type: 'double', about: 'the longest one; absent when none expires' },
    value: { type: 'dyn', about: 'answer of `command`; absent without one' },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    dns_ms: {
      type: 'double',
      about: 'time to look the name up; 0 for an IP address; absent with `via`',
    },
    tls_ms: { type: 'double', about: 'time of the TLS handshake; absent without TLS' },
    error_code: {
      type: 'string',
      about: "first word of Redis' error, such as 'WRONGTYPE'; absent otherwise",
    },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && pong",
  defaultTimeoutMs: 10_000,
  describe: describeRedis,
  measure: measureRedis,
})
