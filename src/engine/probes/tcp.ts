import { z } from 'zod'

import { port, requiredText, text } from './config-fields.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { describeTcp, measureTcp } from './tcp-measure.ts'
import { viaField } from './via.ts'

const config = z.strictObject({
  host: requiredText.describe('name or IP address to connect to'),
  port: port.describe('TCP port'),
  via: viaField,
  read: z
    .boolean()
    .default(false)
    .describe('wait for the first bytes that the server says by itself, its banner'),
  send: text
    .optional()
    .describe(
      'text to send once connected, such as `PING\\r\\n`; the first bytes of the reply are the banner',
    ),
})

export type TcpConfig = z.output<typeof config>

export const tcp = defineProbe({
  kind: 'tcp',
  config,
  facts: {
    ...commonFacts,
    banner: {
      type: 'string',
      about:
        'first bytes received, 4 KiB at most, secrets taken out; absent unless `read` or `send` is set',
    },
    banner_bytes: {
      type: 'int',
      about: 'size of the banner; absent unless `read` or `send` is set',
    },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    dns_ms: {
      type: 'double',
      about: 'time to look the name up; 0 for an IP address; absent with `via`',
    },
    connect_ms: { type: 'double', about: 'time to connect, without the name' },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == ''",
  defaultTimeoutMs: 10_000,
  describe: describeTcp,
  measure: measureTcp,
})
