import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'

import type { Facts } from '../../shared/model/check.ts'

const dayMs = 86_400_000

/** What a handshake showed, named without a prefix. */
export function certificateFacts(socket: TLSSocket, serverName: string): Facts {
  const certificate = socket.getPeerCertificate(true)
  const negotiated: Facts = {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    alpn: socket.alpnProtocol || '',
    authorized: socket.authorized,
    authorization_error: socket.authorized ? '' : reasonOf(socket),
  }
  // Anonymous cipher suites have none.
  if (Object.keys(certificate).length === 0) return negotiated
  const x509 = socket.getPeerX509Certificate()
  const notBefore = new Date(certificate.valid_from)
  const notAfter = new Date(certificate.valid_to)
  return {
    ...negotiated,
    hostname_matches:
      checkServerIdentity(serverName.replace(/^\[(.*)\]$/, '$1'), certificate) === undefined,
    self_signed: certificate.issuerCertificate === certificate || x509?.checkIssued(x509) === true,
    expired: notAfter.getTime() < Date.now(),
    days_left: Math.round(((notAfter.getTime() - Date.now()) / dayMs) * 1000) / 1000,
    not_before: notBefore.toISOString(),
    not_after: notAfter.toISOString(),
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    san: namesIn(certificate.subjectaltname),
    serial: certificate.serialNumber,
    fingerprint256: certificate.fingerprint256,
    key_type: x509?.publicKey.asymmetricKeyType ?? '',
    key_bits: certificate.bits ?? x509?.publicKey.asymmetricKeyDetails?.modulusLength ?? 256,
    chain_length: chainLength(certificate),
  }
}

/** Node gives an error's code as text, whatever its types say. */
function reasonOf(socket: TLSSocket): string {
  const reason: unknown = socket.authorizationError
  if (reason instanceof Error) return 'code' in reason ? String(reason.code) : reason.message
  return typeof reason === 'string' ? reason : 'unknown'
}

function nameOf(holder: DetailedPeerCertificate['subject']): string {
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
  return first(holder?.CN) ?? first(holder?.O) ?? ''
}

function namesIn(alternatives: string | undefined): string[] {
  return (alternatives ?? '')
    .split(', ')
    .filter(Boolean)
    .map((entry) => entry.replace(/^(DNS|IP Address|URI|email):/, ''))
}

function chainLength(certificate: DetailedPeerCertificate): number {
  const seen = new Set<string>()
  let link: DetailedPeerCertificate | undefined = certificate
  while (link && !seen.has(link.fingerprint256)) {
    seen.add(link.fingerprint256)
    link = link.issuerCertificate
  }
  return seen.size
}
