import { z } from 'zod'

import { requiredText, text, wholeNumber } from './config-fields.ts'
import { readingQuery } from './postgres-query.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { describeQueue, measureQueue } from './queue-measure.ts'
import { viaField } from './via.ts'

const config = z
  .strictObject({
    on: requiredText.optional().describe('name of a Redis in the profile’s `redis`'),
    url: requiredText.optional().describe('`redis://` or `rediss://` address, instead of `on`'),
    postgres: requiredText
      .optional()
      .describe(
        'name of a database in the profile’s `postgres` whose tables are the queue; with `query`',
      ),
    via: viaField,
    name: text.optional().describe('BullMQ queue; without it every queue of the prefix is found'),
    prefix: requiredText.default('bull').describe('prefix of BullMQ’s keys'),
    list: requiredText.optional().describe('a plain Redis list instead: its key'),
    stream: requiredText.optional().describe('a Redis stream instead: its key'),
    group: requiredText.optional().describe('consumer group of `stream`; all of them when absent'),
    query: readingQuery
      .optional()
      .describe(
        'one SQL statement whose first row is the queue: columns named as facts here, such as `waiting`, `active`, `failed`, `oldest_age_s`',
      ),
    window: wholeNumber(5, 3600)
      .prefault(60)
      .describe('seconds of BullMQ’s events that what came in and went out is counted over'),
  })
  .refine(
    ({ on, url, postgres }) =>
      [on, url, postgres].filter((place) => place !== undefined).length === 1,
    'give one of `on`, `url` and `postgres`',
  )
  .refine(
    ({ postgres, query }) => (postgres === undefined) === (query === undefined),
    'give `postgres` and `query` together',
  )
  .refine(
    ({ name, list, stream, query }) =>
      [name, list, stream, query].filter((each) => each !== undefined).length <= 1,
    'give one of `name`, `list`, `stream` and `query`',
  )
  .refine(
    ({ stream, group }) => group === undefined || stream !== undefined,
    'give `stream` with `group`',
  )

export type QueueConfig = z.output<typeof config>

/** Reads a queue as it lies in Redis, by the type of each key: nothing is run there, nothing written. */
export const queue = defineProbe({
  kind: 'queue',
  config,
  facts: {
    ...commonFacts,
    found: { type: 'bool', about: 'there is such a queue, or any queue at all without `name`' },
    depth: {
      type: 'int',
      about: 'jobs that could be worked on now: waiting and prioritized, also while paused',
    },
    waiting: {
      type: 'int',
      about: 'jobs in line; without the marker that BullMQ 4 puts among them',
    },
    prioritized: { type: 'int', about: 'jobs in line by priority, which newer BullMQ keeps apart' },
    delayed: { type: 'int', about: 'jobs that wait for their time' },
    delayed_due: {
      type: 'int',
      about: 'delayed jobs whose time has come and that nobody moved: no worker looks',
    },
    active: { type: 'int', about: 'jobs being worked on' },
    completed: { type: 'int', about: 'completed jobs that are kept' },
    failed: { type: 'int', about: 'failed jobs that are kept' },
    waiting_children: { type: 'int', about: 'jobs that wait for others of theirs' },
    paused: { type: 'bool', about: 'the queue is paused; without `name`: one of them is' },
    oldest_age_s: {
      type: 'double',
      about:
        'seconds since the oldest job in line was created, a delay included; 0 when none is in line',
    },
    longest_active_s: {
      type: 'double',
      about: 'seconds since the oldest of 50 active jobs was begun; 0 when none is active',
    },
    stalled: {
      type: 'int',
      about: 'active jobs, of 50 at most, whose lock has expired: their worker is gone or stuck',
    },
    workers: {
      type: 'int',
      about:
        'workers connected, by the names of connections; absent where CLIENT LIST is not allowed or there are over 2,000 clients. Of a stream: consumers',
    },
    worker_idle_s: {
      type: 'double',
      about: 'seconds since the liveliest worker last spoke; absent without workers',
    },
    in_count: { type: 'int', about: 'jobs added within the window, from events; with `name` only' },
    out_count: { type: 'int', about: 'jobs completed or failed within the window, from events' },
    out_failed_count: { type: 'int', about: 'of these, jobs that failed for good' },
    in_per_s: { type: 'double', about: 'jobs added a second, over the window' },
    out_per_s: { type: 'double', about: 'jobs completed or failed a second, over the window' },
    window_s: {
      type: 'double',
      about: 'seconds that these cover: less than `window` where events were trimmed or too many',
    },
    last_finished_age_s: {
      type: 'double',
      about:
        'seconds since a job last completed or failed, as far as it is kept; absent when none is',
    },
    failed_reasons: {
      type: 'list',
      about:
        'why the last 50 failed jobs did, grouped: maps of reason (numbers and ids as #), count, sample (id, name, reason, attempts, failed_at); never their data',
    },
    version: {
      type: 'string',
      about:
        "version of BullMQ that the queue’s meta names, such as '5.81.5'; absent before 4.14 or so",
    },
    version_major: {
      type: 'int',
      about:
        'major version of BullMQ, from its meta, else guessed from its keys; absent when nothing tells',
    },
    queues: {
      type: 'list',
      about:
        'without `name`: each queue, 50 at most, as a map of name, found, depth and the facts above that it has',
    },
    queues_complete: {
      type: 'bool',
      about: 'without `name`: all keys were looked through for queues',
    },
    groups: {
      type: 'list',
      about: 'of a stream: maps of name, consumers, pending, lag, last_delivered_id',
    },
    length: { type: 'int', about: 'of a stream: entries kept, delivered or not' },
    entries_added: { type: 'int', about: 'of a stream: entries ever added; from Redis 7 on' },
    types: { type: 'map', about: 'type that each key of the queue has, as read' },
    commands: { type: 'int', about: 'commands that this measurement asked of Redis' },
    pong: { type: 'bool', about: 'Redis answered PING with PONG' },
    connect_ms: { type: 'double', about: 'time until Redis answered the first command' },
    ping_ms: { type: 'double', about: 'round trip of a PING' },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    dns_ms: {
      type: 'double',
      about: 'time to look the name up; 0 for an IP address; absent with `via`',
    },
    tls_ms: { type: 'double', about: 'time of the TLS handshake; absent without TLS' },
    loading: { type: 'bool', about: 'true while Redis still loads its data; otherwise absent' },
    error_code: {
      type: 'string',
      about: "first word of Redis' error or SQLSTATE; absent otherwise",
    },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && found",
  defaultTimeoutMs: 10_000,
  describe: describeQueue,
  measure: measureQueue,
})
