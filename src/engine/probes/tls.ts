import { z } from 'zod'

import { port, requiredText } from './config-fields.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { describeTls, measureTls } from './tls-measure.ts'
import { viaField } from './via.ts'

const config = z.strictObject({
  host: requiredText.describe('name or IP address to connect to'),
  port: port.prefault(443).describe('TCP port'),
  serverName: requiredText
    .optional()
    .describe('name to ask for (SNI) and to verify; `host` when absent'),
  caFile: requiredText
    .optional()
    .describe('PEM file of a private certificate authority to trust besides the usual ones'),
  via: viaField,
})

export type TlsConfig = z.output<typeof config>

/** Looks at a certificate. It is verified, and an invalid one is a fact: no data is ever sent. */
export const tls = defineProbe({
  kind: 'tls',
  config,
  facts: {
    ...commonFacts,
    authorized: {
      type: 'bool',
      about: 'the chain leads to a trusted authority, is in date, and is for this name',
    },
    authorization_error: {
      type: 'string',
      about: "why it is not, such as 'CERT_HAS_EXPIRED'; '' when it is",
    },
    hostname_matches: { type: 'bool', about: 'the certificate is for this name' },
    self_signed: { type: 'bool', about: 'the certificate is its own issuer' },
    expired: { type: 'bool', about: 'its end has passed' },
    days_left: { type: 'double', about: 'days until it expires; negative once it has' },
    not_before: { type: 'timestamp', about: 'when it becomes valid' },
    not_after: { type: 'timestamp', about: 'when it expires' },
    subject: { type: 'string', about: 'common name of its holder' },
    issuer: { type: 'string', about: 'common name, or organisation, of its issuer' },
    san: { type: 'list', about: 'names and addresses it is for' },
    serial: { type: 'string', about: 'serial number, hexadecimal' },
    fingerprint256: { type: 'string', about: 'SHA-256 fingerprint, upper-case pairs with colons' },
    key_type: { type: 'string', about: "'rsa', 'ec', 'ed25519'…" },
    key_bits: { type: 'int', about: 'size of the public key' },
    chain_length: {
      type: 'int',
      about: 'certificates the server sent or that were found up to the root',
    },
    protocol: { type: 'string', about: "such as 'TLSv1.3'" },
    cipher: { type: 'string', about: 'cipher suite' },
    alpn: { type: 'string', about: "protocol agreed on, such as 'h2'; '' when none" },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    dns_ms: {
      type: 'double',
      about: 'time to look the name up; 0 for an IP address; absent with `via`',
    },
    connect_ms: { type: 'double', about: 'time to connect, without name and TLS' },
    tls_ms: { type: 'double', about: 'time of the TLS handshake' },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: 'authorized && days_left > 14.0',
  defaultTimeoutMs: 10_000,
  describe: describeTls,
  measure: measureTls,
})
