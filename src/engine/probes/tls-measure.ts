import type { Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { certificateFacts } from './certificate.ts'
import { filledIn } from './config-fields.ts'
import { openSocket, shakeHands, trustedAuthorities } from './connect.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import type { ProbeContext } from './probe.ts'
import type { TlsConfig } from './tls.ts'
import { through } from './via.ts'

export function describeTls(config: TlsConfig) {
  const target = `${config.host}:${config.port}`
  const name = config.serverName ?? config.host
  const shown = through(target, config.via)
  return {
    target: shown,
    command: `TLS handshake as ${name} at ${target}`,
    danger: 'read' as const,
  }
}

export function measureTls(config: TlsConfig, context: ProbeContext): Promise<Measurement> {
  const look = async (attempt: Attempt): Promise<Finding> => {
    const authorities = await trustedAuthorities(config.caFile)
    const serverName = config.serverName ?? config.host
    const socket = await openSocket(config.host, filledIn(config.port), attempt)
    try {
      const secure = await shakeHands(
        socket,
        { serverName, authorities, alpn: ['h2', 'http/1.1'] },
        attempt,
      )
      return { kind: 'measured', facts: answered(attempt, certificateFacts(secure, serverName)) }
    } finally {
      socket.destroy()
    }
  }
  return measureWithin(context, describeTls(config), look, { via: config.via })
}
