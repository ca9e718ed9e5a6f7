import { once } from 'node:events'
import { connect } from 'node:tls'

import type { Certificates } from '../stand-ins/certificates.ts'
import type { SiteCertificate } from '../stand-ins/site-certificate.ts'
import type { Breakage } from './breakage.ts'

interface CertificateOptions {
  certificates: Pick<Certificates, 'authority' | 'issue'>
  certificate: SiteCertificate
  site: { host: string; port: number }
}

const hourMs = 60 * 60 * 1000
const patienceMs = 3000

/** A renewal puts a certificate in service that was over an hour ago. */
export function createCertificate(options: CertificateOptions): Breakage {
  const { certificates, certificate, site } = options
  /** As any client does: the certificate that is served now, its authority, names and dates. */
  const isWhole = async (): Promise<boolean> => {
    const { host, port } = site
    const socket = connect({ host, port, servername: host, ca: certificates.authority })
    try {
      await once(socket, 'secureConnect', { signal: AbortSignal.timeout(patienceMs) })
      return socket.authorized
    } finally {
      socket.destroy()
    }
  }
  return {
    async begin() {
      const notAfter = new Date(Date.now() - hourMs)
      const notBefore = new Date(notAfter.getTime() - 90 * 24 * hourMs)
      await certificate.renew(await certificates.issue({ notBefore, notAfter }))
    },
    isWhole,
    async mend() {
      if (!(await isWhole().catch(() => false))) await certificate.putBack()
    },
  }
}
