import type { z } from 'zod'

import type { ProbeKind } from '../../shared/model/check.ts'
import { alerts } from './alerts.ts'
import { command } from './command.ts'
import { docker } from './docker.ts'
import { env } from './env.ts'
import { host } from './host.ts'
import { http } from './http.ts'
import { log } from './log.ts'
import { postgres } from './postgres.ts'
import type { Probe } from './probe.ts'
import { prometheus } from './prometheus.ts'
import { promql } from './promql.ts'
import { queue } from './queue.ts'
import { redis } from './redis.ts'
import { tcp } from './tcp.ts'
import { tls } from './tls.ts'
import { websocket } from './websocket.ts'

/** Every probe by its kind: a missing one does not compile. */
export const probes = {
  http,
  tls,
  tcp,
  websocket,
  postgres,
  redis,
  queue,
  docker,
  host,
  prometheus,
  promql,
  alerts,
  log,
  env,
  command,
} satisfies {
  [K in ProbeKind]: Probe<K, z.ZodType>
}

/** A probe whose config type is not known at compile time: parse with `config`, then measure. */
export function probeOf(kind: ProbeKind): Probe<ProbeKind, z.ZodType> {
  return probes[kind]
}
