import { X509Certificate } from 'node:crypto'

import { expect, test } from 'vitest'

import { createCertificates } from './certificates.ts'

test('the site’s certificate is its authority’s, for loopback, and ends when asked', async () => {
  const { authority, cert } = await createCertificates({ days: 60 })
  const root = new X509Certificate(authority)
  const site = new X509Certificate(cert)
  expect(root.ca).toBe(true)
  expect(site.ca).toBe(false)
  expect(site.checkIssued(root)).toBe(true)
  expect(site.verify(root.publicKey)).toBe(true)
  expect(site.checkHost('localhost')).toBe('localhost')
  expect(site.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(site.checkHost('example.com')).toBeUndefined()
  const daysLeft = (site.validToDate.getTime() - Date.now()) / 86_400_000
  expect(daysLeft).toBeGreaterThan(59.9)
  expect(daysLeft).toBeLessThan(60.1)
})

test('another certificate is the same authority’s, and of other days', async () => {
  const { authority, cert, issue } = await createCertificates({ days: 60 })
  const day = (text: string) => new Date(`${text}T00:00:00Z`)
  const old = await issue({ notBefore: day('2024-01-01'), notAfter: day('2024-03-31') })
  const certificate = new X509Certificate(old.cert)
  expect(certificate.verify(new X509Certificate(authority).publicKey)).toBe(true)
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(certificate.validToDate).toEqual(day('2024-03-31'))
  expect(certificate.publicKey.equals(new X509Certificate(cert).publicKey)).toBe(false)
})
