import { z } from 'zod'

/**
 * Commands that cannot change a Redis nor block it, by name. Not listed: KEYS (walks everything at
 * once), SORT (may STORE), EVAL, blocking reads, and every command that writes.
 */
const plain = [
  'PING',
  'ECHO',
  'TIME',
  'DBSIZE',
  'INFO',
  'LASTSAVE',
  'ROLE',
  'EXISTS',
  'TYPE',
  'TTL',
  'PTTL',
  'EXPIRETIME',
  'PEXPIRETIME',
  'RANDOMKEY',
  'SCAN',
  'GET',
  'MGET',
  'STRLEN',
  'GETRANGE',
  'GETBIT',
  'BITCOUNT',
  'BITPOS',
  'LLEN',
  'LINDEX',
  'LRANGE',
  'LPOS',
  'SCARD',
  'SISMEMBER',
  'SMISMEMBER',
  'SMEMBERS',
  'SRANDMEMBER',
  'SSCAN',
  'SINTERCARD',
  'ZCARD',
  'ZCOUNT',
  'ZLEXCOUNT',
  'ZRANGE',
  'ZREVRANGE',
  'ZRANGEBYSCORE',
  'ZREVRANGEBYSCORE',
  'ZRANK',
  'ZREVRANK',
  'ZSCORE',
  'ZMSCORE',
  'ZSCAN',
  'HGET',
  'HMGET',
  'HGETALL',
  'HLEN',
  'HKEYS',
  'HVALS',
  'HEXISTS',
  'HSTRLEN',
  'HSCAN',
  'XLEN',
  'XRANGE',
  'XREVRANGE',
  'XPENDING',
  'PFCOUNT',
  'GEODIST',
  'GEOPOS',
  'GEOHASH',
  'OBJECT',
] as const

/** Of these, only the named subcommands read. */
const withSubcommand: Record<string, readonly string[]> = {
  CONFIG: ['GET'],
  MEMORY: ['USAGE', 'STATS', 'DOCTOR'],
  CLIENT: ['LIST', 'INFO', 'ID', 'GETNAME'],
  SLOWLOG: ['GET', 'LEN'],
  LATENCY: ['LATEST', 'DOCTOR', 'HISTORY'],
  CLUSTER: ['INFO', 'NODES', 'SLOTS', 'SHARDS', 'MYID', 'KEYSLOT', 'COUNTKEYSINSLOT'],
  XINFO: ['STREAM', 'GROUPS', 'CONSUMERS'],
  COMMAND: ['COUNT', 'INFO'],
  ACL: ['WHOAMI'],
}

const plainNames: ReadonlySet<string> = new Set(plain)

/** Whether a command, word by word, only reads. */
export function onlyReads(words: readonly string[]): boolean {
  const name = words[0]?.toUpperCase() ?? ''
  if (plainNames.has(name)) return true
  const subcommands = withSubcommand[name]
  return subcommands !== undefined && subcommands.includes(words[1]?.toUpperCase() ?? '')
}

export const readCommand = z
  .array(z.union([z.string(), z.number()]).transform(String))
  .min(1)
  .refine(onlyReads, {
    error: 'only commands that read are taken here: KEYS, EVAL and whatever writes are not',
  })
