// @peculiar/x509 needs this polyfill, and says so when it is loaded without.
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata'
import { KeyObject, webcrypto } from 'node:crypto'

import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

import type { KeyPair } from './service.ts'

export interface Certificates extends KeyPair {
  /** PEM of the authority, to be trusted by whoever connects. */
  authority: string
  /** Another one of the same authority, for the same names. */
  readonly issue: (validity: Validity) => Promise<KeyPair>
}

export interface Validity {
  notBefore: Date
  notAfter: Date
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 24 * 60 * 60 * 1000

/** A private authority, and a certificate of its for this machine's loopback names. */
export async function createCertificates(options: { days: number }): Promise<Certificates> {
  const authorityKeys = await createKeys()
  const validity = {
    // A minute back: clocks of clients are not ours.
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + options.days * dayMs),
  }
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Warroom practice authority',
    ...validity,
    signingAlgorithm: algorithm,
    keys: authorityKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  })
  const issue = async (within: Validity): Promise<KeyPair> => {
    const siteKeys = await createKeys()
    const site = await X509CertificateGenerator.create({
      subject: 'CN=localhost',
      issuer: authority.subject,
      ...within,
      signingAlgorithm: algorithm,
      publicKey: siteKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
        await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      ],
    })
    const key = KeyObject.from(siteKeys.privateKey).export({ type: 'pkcs8', format: 'pem' })
    return { cert: site.toString('pem'), key: String(key) }
  }
  return { authority: `${authority.toString('pem')}\n`, issue, ...(await issue(validity)) }
}

function createKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}
