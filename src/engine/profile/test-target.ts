import { message, type Message } from '../../shared/messages/message.ts'
import type { Json, Measurement, ProbeKind } from '../../shared/model/check.ts'
import type { TargetKind } from '../../shared/model/profile.ts'
import { assertNever } from '../../shared/result.ts'
import type { TargetTest } from '../../shared/rpc/views.ts'
import type { ProbeContext } from '../probes/probe.ts'
import { probeOf } from '../probes/registry.ts'
import type { SecretResolver } from '../secrets/resolver.ts'
import type { Scope } from './scope.ts'

export interface TargetTestOptions {
  scope: Scope
  secrets: SecretResolver
  /** Shells of the profile's hosts, values filled in: asked for once the secrets are there. */
  shell: ProbeContext['shell']
  tunnel: ProbeContext['tunnel']
  redact: (text: string) => string
  signal: AbortSignal
}

const testTimeoutMs = 10_000

/** Tries one thing that a profile points at, for the test button beside it. Changes nothing there. */
export async function testTarget(
  kind: TargetKind,
  target: string,
  options: TargetTestOptions,
): Promise<TargetTest> {
  if (kind === 'secret') return testSecret(target, options)
  const { kind: probeKind, config } = checkOf(kind, target)
  const { scope, secrets } = options
  const prepared = await secrets.prepare(scope.secretsOf(probeKind, config), options.signal)
  if (!prepared.ok) return { passed: false, message: prepared.failure.message }
  const resolved = scope.resolveCheck(probeKind, config, 'real')
  if (!resolved.ok) return { passed: false, message: resolved.failure.message }

  const probe = probeOf(probeKind)
  const parsed = probe.config.safeParse(resolved.value)
  if (!parsed.success) {
    const problem = options.redact(parsed.error.issues.map((issue) => issue.message).join('; '))
    return { passed: false, message: message('cause.bad-config', { problem }) }
  }
  const measurement = await probe.measure(parsed.data, {
    signal: options.signal,
    timeoutMs: testTimeoutMs,
    redact: (text) => options.redact(text),
    shell: (host) => options.shell(host),
    tunnel: (host, signal) => options.tunnel(host, signal),
    database: (databaseKind, name) => {
      const url = scope.database(databaseKind, name, 'real')
      return url.ok ? url.value : undefined
    },
  })
  return { ...judge(kind, target, measurement), measurement }
}

function checkOf(
  kind: Exclude<TargetKind, 'secret'>,
  target: string,
): { kind: ProbeKind; config: Record<string, Json> } {
  switch (kind) {
    case 'host':
      return { kind: 'command', config: { run: 'uname -sn', on: target } }
    case 'endpoint':
      return { kind: 'http', config: { url: `\${endpoints.${target}}` } }
    case 'postgres':
      return { kind: 'postgres', config: { on: target } }
    case 'redis':
      return { kind: 'redis', config: { on: target } }
    default:
      return assertNever(kind)
  }
}

/** An endpoint passes when it answers at all: a base address often has nothing but a 404 to say. */
function judge(
  kind: TargetKind,
  target: string,
  measurement: Measurement,
): { passed: boolean; message: Message } {
  if (measurement.kind === 'unmeasurable') return { passed: false, message: measurement.message }
  const { facts } = measurement
  const milliseconds = Math.round(measurement.durationMs)
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  if (facts.error !== '') {
    const words = [text(facts.error), text(facts.error_message)].filter(Boolean).join(', ')
    return { passed: false, message: message('target.failed', { target, error: words }) }
  }
  if (kind === 'host' && facts.exit_code !== 0) {
    const error = text(facts.output).slice(0, 300)
    return { passed: false, message: message('target.failed', { target, error }) }
  }
  if (kind === 'endpoint' && typeof facts.status === 'number') {
    const { status } = facts
    return {
      passed: status < 500,
      message: message('target.http-status', { target, status, milliseconds }),
    }
  }
  return { passed: true, message: message('target.passed', { target, milliseconds }) }
}

async function testSecret(name: string, options: TargetTestOptions): Promise<TargetTest> {
  // Anew, so that the button tells what the source holds now.
  options.secrets.drop(name)
  const prepared = await options.secrets.prepare([name], options.signal)
  if (!prepared.ok) return { passed: false, message: prepared.failure.message }
  const { length } = options.secrets.value(name) ?? ''
  return { passed: true, message: message('target.secret-set', { name, length }) }
}
