import type { Socket } from 'node:net'

import type { Measurement } from '../../shared/model/check.ts'
import { measureWithin } from './attempt.ts'
import { UnusableAnswer } from './classify-error.ts'
import { filledIn } from './config-fields.ts'
import { openSocket } from './connect.ts'
import { answered, type Attempt, type Finding } from './finding.ts'
import type { ProbeContext } from './probe.ts'
import type { TcpConfig } from './tcp.ts'
import { through } from './via.ts'

const maxBannerBytes = 4096

export function describeTcp(config: TcpConfig) {
  const target = `${config.host}:${config.port}`
  const send = config.send === undefined ? '' : `, send ${JSON.stringify(config.send)}`
  return {
    target: through(target, config.via),
    command: `TCP connect to ${target}${send}`,
    danger: config.send === undefined ? ('read' as const) : ('change' as const),
  }
}

export function measureTcp(config: TcpConfig, context: ProbeContext): Promise<Measurement> {
  const look = async (attempt: Attempt): Promise<Finding> => {
    const socket = await openSocket(config.host, filledIn(config.port), attempt)
    try {
      if (!config.read && config.send === undefined) {
        return { kind: 'measured', facts: answered(attempt, {}) }
      }
      const bytes = (await firstBytes(socket, config.send)).subarray(0, maxBannerBytes)
      const banner = bytes.toString('utf8')
      return {
        kind: 'measured',
        facts: answered(attempt, { banner, banner_bytes: bytes.length }),
        output: banner,
      }
    } finally {
      socket.destroy()
    }
  }
  return measureWithin(context, describeTcp(config), look, { via: config.via })
}

async function firstBytes(socket: Socket, send: string | undefined): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  socket.once('data', resolve)
  socket.once('error', reject)
  socket.once('close', () => reject(new UnusableAnswer('closed', 'closed without a word')))
  if (send !== undefined) socket.write(send)
  const bytes = await promise
  socket.pause()
  return bytes
}
