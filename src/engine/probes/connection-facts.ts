import type { FactDeclaration } from './probe.ts'

/** What every probe that speaks HTTP tells of its connection, and of the certificate behind it. */
export const connectionFacts = {
  dns_ms: {
    type: 'double',
    about: 'time to look the name up; 0 for an IP address; absent with `via`',
  },
  connect_ms: { type: 'double', about: 'time to connect, without name and TLS' },
  tls_ms: { type: 'double', about: 'time of the TLS handshake; absent without TLS' },
  tls_days_left: {
    type: 'double',
    about: 'days until the certificate expires; absent without TLS',
  },
  tls_not_after: { type: 'timestamp', about: 'when the certificate expires; absent without TLS' },
  tls_protocol: { type: 'string', about: "such as 'TLSv1.3'; absent without TLS" },
  tls_cipher: { type: 'string', about: 'cipher suite; absent without TLS' },
  tls_issuer: {
    type: 'string',
    about: 'common name of the certificate’s issuer; absent without TLS',
  },
  tls_subject: { type: 'string', about: 'common name of the certificate; absent without TLS' },
  tls_authorized: {
    type: 'bool',
    about: 'chain, dates and name of the certificate hold; absent without TLS',
  },
} as const satisfies Record<string, FactDeclaration>
